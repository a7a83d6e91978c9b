/** A header as it is compared: lower case, no accents, signs and spaces as one underscore. */
export const headerKey = (header: string): string =>
  header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');

/** Where each header is among the columns: the first of each name. */
export const columnsByKey = (headers: readonly string[]): ReadonlyMap<string, number> => {
  const columns = new Map<string, number>();
  for (const [index, header] of headers.entries()) {
    const key = headerKey(header);
    if (key !== '' && !columns.has(key)) columns.set(key, index);
  }
  return columns;
};

/** Whether a header is one that a mapping leaves aside ("*" at the end of a name stands for anything). */
export const isIgnored = (header: string, ignore: readonly string[]): boolean => {
  const key = headerKey(header);
  return ignore.some((name) =>
    name.endsWith('*') ? key.startsWith(headerKey(name)) : key === headerKey(name),
  );
};
