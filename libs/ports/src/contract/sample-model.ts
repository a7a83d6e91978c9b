import type { Document, ModelDefinition, ModelHandle } from '../read-models.ts';

export const model: ModelDefinition = { name: 'sample-model', version: 1, indexes: ['name', 'day'] };

/** Position text of a place in the log. */
export const guard = (place: number): string => String(place).padStart(16, '0');

export const document = (
  id: string,
  place: number,
  keys: Document['keys'] = {},
  note: string = id,
): Document => ({
  id,
  body: { note, list: [1, null, { deep: 'ñ' }] },
  keys,
  guard: guard(place),
});

/** Ids of a list in its order, page by page. Throws when a page ends where the one before did. */
export const idsByPage = async (
  handle: ModelHandle,
  options: Parameters<ModelHandle['list']>[1] & { readonly index?: string | null },
  between: (page: number) => Promise<void> = async () => {},
): Promise<string[]> => {
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 1; page === 1 || after !== null; page += 1) {
    const found = await handle.list(options.index === undefined ? 'name' : options.index, {
      ...options,
      after,
    });
    if (after !== null && found.next === after)
      throw new Error(`the list does not go on after ${ids.at(-1)}`);
    ids.push(...found.documents.map(({ id }) => id));
    after = found.next;
    await between(page);
  }
  return ids;
};
