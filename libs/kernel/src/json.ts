export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** JSON text with the keys of every object in code-unit order: equal values give equal text (RFC 8785 ordering). */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return JSON.stringify(value);
  // As JSON.stringify does: what has no text is null in a list and left out of an object.
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one) ?? 'null').join()}]`;
  const entries: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const text = canonicalJson(value[key as keyof typeof value]);
    if (text !== undefined) entries.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${entries.join()}}`;
};

/** Many times as deep as any document of ours, and far from what whatever walks it by recursion can bear. */
const MOST_LEVELS = 100;

/** What is wrong with a value of which `isTooDeep` is true. */
export const TOO_DEEP = `it nests more than ${MOST_LEVELS} levels deep`;

const objectsAmong = (values: readonly unknown[]): object[] =>
  values.filter((one) => typeof one === 'object' && one !== null);

/** Whether lists and objects nest deeper in a value than in any document that we take. */
export const isTooDeep = (value: unknown): boolean => {
  let level: ReadonlySet<object> = new Set(objectsAmong([value]));
  for (let levels = 0; level.size > 0; levels += 1) {
    if (levels === MOST_LEVELS) return true;
    // Each once: a document with anchors may hold one many times, itself too.
    level = new Set([...level].flatMap((one) => objectsAmong(Object.values(one))));
  }
  return false;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`not JSON: ${error instanceof Error ? error.message : error}`);
  }
};

/** The value of a JSON text from outside. Throws SyntaxError, which says that it is no JSON or nests too deep. */
export const parseJson = (text: string): unknown => {
  const value = parsed(text);
  if (isTooDeep(value)) throw new SyntaxError(TOO_DEEP);
  return value;
};
