import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { encoded } from './encode.ts';
import type { FileShape } from './table.ts';
import { writeXlsx } from './xlsx-write.ts';

/** A line that was turned away: its cells as in the file, and why. */
export interface RejectedLine {
  readonly line: number;
  readonly cells: readonly string[];
  readonly rejects: readonly { readonly column: string; readonly reason: string }[];
}

/** The columns that a file of rejects has after those of its source; when it is imported again, mappings do not see them. */
const REJECT_COLUMNS = ['cauce_line', 'cauce_error'] as const;

/** The headers of a file without those that a file of rejects has after them. */
export const ownHeaders = (headers: readonly string[]): readonly string[] => {
  const first = headers.length - REJECT_COLUMNS.length;
  return REJECT_COLUMNS.every((name, index) => headers[first + index] === name)
    ? headers.slice(0, first)
    : headers;
};

const rowOf = (width: number, { line, cells, rejects }: RejectedLine): string[] => {
  const kept = Array.from({ length: width }, (_unused, index) => cells[index] ?? '');
  const beyond = cells.slice(width).filter((cell) => cell !== '');
  const reasons = rejects.map(({ column, reason }) => (column === '' ? reason : `${column}: ${reason}`));
  return [
    ...kept,
    String(line),
    [...reasons, ...(beyond.length > 0 ? [`beyond the last header: ${beyond.join(' ')}`] : [])].join('; '),
  ];
};

async function* tableRows(
  headers: readonly string[],
  lines: AsyncIterable<RejectedLine>,
): AsyncGenerator<string[]> {
  const own = ownHeaders(headers);
  yield [...own, ...REJECT_COLUMNS];
  for await (const line of lines) {
    const cells = own === headers ? line.cells : line.cells.slice(0, own.length);
    yield rowOf(own.length, { ...line, cells });
  }
}

const writeCsv = async (
  path: string,
  rows: AsyncIterable<readonly string[]>,
  shape: Extract<FileShape, { kind: 'csv' }>,
): Promise<void> => {
  const out = createWriteStream(path);
  if (shape.byteOrderMark) out.write(encoded('\ufeff', shape.encoding));
  for await (const row of rows) {
    const text = stringify([[...row]], { delimiter: shape.delimiter, record_delimiter: shape.newline });
    if (!out.write(encoded(text, shape.encoding))) await once(out, 'drain');
  }
  out.end();
  await finished(out);
};

/**
 * Writes rejected lines as the same kind of file that they came from (ending, delimiter, encoding, header), with a
 * column for the line and one for the reasons: corrected, it can be imported as it is.
 */
export const writeRejects = (
  path: string,
  source: { readonly shape: FileShape; readonly headers: readonly string[] },
  lines: AsyncIterable<RejectedLine>,
): Promise<void> => {
  const rows = tableRows(source.headers, lines);
  return source.shape.kind === 'csv'
    ? writeCsv(path, rows, source.shape)
    : writeXlsx(path, [{ name: source.shape.sheet, rows }]);
};
