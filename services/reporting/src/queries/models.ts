import type { Document, ListOptions, ModelHandle } from '@cauce/ports';
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

const PAGE = 500;

/** Which keys of an index. */
export type Keys = Pick<ListOptions, 'prefix' | 'from' | 'before'>;

/** Pages of an index in key order; left out, of everything by id. */
export async function* everyPage(
  model: ModelHandle,
  index: string | null = null,
  keys: Keys = {},
): AsyncGenerator<readonly Document[]> {
  let after: string | null = null;
  do {
    const page = await model.list(index, { limit: PAGE, after, ...keys });
    yield page.documents;
    after = page.next;
  } while (after !== null);
}

/** Documents of an index in key order; left out, all of them by id. */
export async function* everyDocument(
  model: ModelHandle,
  index: string | null = null,
  keys: Keys = {},
): AsyncGenerator<Document> {
  for await (const page of everyPage(model, index, keys)) yield* page;
}
