import type { Document, ModelHandle } from '@cauce/ports';
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

/** Pages of an index in key order, of the keys that begin with a prefix. */
export async function* everyPage(
  model: ModelHandle,
  index: string,
  prefix?: string,
): AsyncGenerator<readonly Document[]> {
  let after: string | null = null;
  do {
    const page = await model.list(index, { limit: PAGE, after, ...(prefix === undefined ? {} : { prefix }) });
    yield page.documents;
    after = page.next;
  } while (after !== null);
}

/** Documents of an index in key order, of the keys that begin with a prefix. */
export async function* everyDocument(
  model: ModelHandle,
  index: string,
  prefix?: string,
): AsyncGenerator<Document> {
  for await (const page of everyPage(model, index, prefix)) yield* page;
}
