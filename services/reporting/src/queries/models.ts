import type { ModelHandle } from '@cauce/ports';
import type { ProjectionRunner } from '../projection/runner.ts';

/** The live read models that questions are answered from. */
export interface Models {
  readonly portfolios: ModelHandle;
  readonly documentKinds: ModelHandle;
  readonly debts: ModelHandle;
  readonly debtors: ModelHandle;
  readonly contacts: ModelHandle;
  readonly timeline: ModelHandle;
  readonly imports: ModelHandle;
}

/** The live models of a started runner. */
export const modelsOf = (runner: ProjectionRunner): Models => ({
  portfolios: runner.model('portfolios'),
  documentKinds: runner.model('document-kinds'),
  debts: runner.model('debts'),
  debtors: runner.model('debtors'),
  contacts: runner.model('contacts'),
  timeline: runner.model('timeline'),
  imports: runner.model('imports'),
});
