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
