import { once } from 'node:events';

const write = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
};

/** "1 file", "2 files". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a terminal obeys instead of showing it. */
const OBEYED = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;

/** A text as a terminal may have it: what it would obey is spelled out, for files and debtors write much of it. */
export const harmless = (text: string): string =>
  text.replace(OBEYED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Prints a result: one line of JSON for machines, words for people. */
export const print = async <T>(
  result: T,
  json: boolean | undefined,
  words: (result: T) => string,
): Promise<void> => write(`${json ? JSON.stringify(result) : harmless(words(result))}\n`);

/** Prints many results, one a line. */
export const printLines = async <T>(
  results: AsyncIterable<T>,
  json: boolean | undefined,
  words: (result: T) => string,
): Promise<void> => {
  for await (const result of results)
    await write(`${json ? JSON.stringify(result) : harmless(words(result))}\n`);
};

/** Rows as aligned columns under their headers; numbers to the right. */
export const table = (
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string => {
  const cells = [headers, ...rows].map((row) => row.map(String));
  const widths = headers.map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, (row[column] ?? '').length), 0),
  );
  const numeric = headers.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^-?[\d.,]+$/.test(String(row[column] ?? ''))),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
