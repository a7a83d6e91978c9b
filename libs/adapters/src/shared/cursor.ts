import type { Document } from '@cauce/ports';

/** The cursor that goes on after a key and the id of its document. */
export const cursorText = (key: string, id: string): string =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url');

/** The key under which an index lists a document; null: that of the ids. */
export const keyOf = ({ id, keys }: Document, index: string | null): string =>
  index === null ? id : (keys[index] ?? '');

/** The key and id of a cursor. Throws when it is not one. */
export const cursorOf = (cursor: string): readonly [key: string, id: string] => {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    parts = undefined;
  }
  if (Array.isArray(parts)) {
    const [key, id]: unknown[] = parts;
    if (typeof key === 'string' && typeof id === 'string') return [key, id];
  }
  throw new RangeError(`"${cursor}" is not a cursor of a list`);
};
