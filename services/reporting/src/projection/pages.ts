import type { Document, ListOptions, ModelHandle } from '@cauce/ports';
import { nextTurn } from './turns.ts';

const PAGE = 500;

/** Which keys of an index. */
export type Keys = Pick<ListOptions, 'prefix' | 'from' | 'before'>;

/** Pages of an index in key order; left out, of everything by id. Between two pages other work has its turn. */
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
    await nextTurn();
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
