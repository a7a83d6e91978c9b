import type { Document, ListOptions, ModelHandle } from '@cauce/ports';

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
