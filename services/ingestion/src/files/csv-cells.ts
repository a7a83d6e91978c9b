import { CsvError, parse } from 'csv-parse/sync';
import { RecordSplitter, type TextRecord } from './csv-split.ts';
import { type Delimiter, type Fault, type Line, MAX_CELL } from './table.ts';

const NUL = '\u0000';
/** What a decoder writes where bytes are no character of the encoding. */
const NO_CHARACTER = '\ufffd';

const parsed = (text: string, delimiter: Delimiter): string[][] =>
  parse(text, { delimiter, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] });

const suspicious = (text: string): boolean =>
  text.length > MAX_CELL || text.includes(NUL) || text.includes(NO_CHARACTER);

const cellFault = (cell: string): string | undefined => {
  if (cell.length > MAX_CELL) return `CELL_TOO_LONG: ${cell.length} characters; at most ${MAX_CELL} are read`;
  if (cell.includes(NUL)) return 'NUL_BYTE: the cell holds a NUL byte; the file is damaged or not text';
  if (cell.includes(NO_CHARACTER))
    return 'INVALID_ENCODING: bytes that are no character in the file’s encoding; declare the right one';
  return undefined;
};

const checked = (record: TextRecord, cells: string[]): Line => {
  if (!suspicious(record.text)) return { line: record.line, cells };
  const faults = cells.flatMap((cell, index) => {
    const reason = cellFault(cell);
    return reason === undefined ? [] : [{ index, reason }];
  });
  return faults.length === 0 ? { line: record.line, cells } : { line: record.line, cells, faults };
};

const roughly = (record: TextRecord, delimiter: Delimiter, fault: Fault): Line => ({
  line: record.line,
  cells: record.text.split(delimiter, 1_000),
  faults: [fault],
});

const WHY_BROKEN = {
  unclosed: 'UNCLOSED_QUOTE: a quote opens in this line and never closes',
  'too long': 'LINE_TOO_LONG: the line does not end within 262144 characters; is the line end missing?',
};

const WHY_UNPARSED: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE:
    'INVALID_QUOTE: a quoted cell goes on after its closing quote; write a quote inside a cell twice',
  INVALID_OPENING_QUOTE:
    'INVALID_QUOTE: a quote in the middle of a cell; quote the whole cell and write the quote twice',
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof CsvError)) throw error;
  return WHY_UNPARSED[error.code] ?? `INVALID_QUOTE: ${error.message}`;
};

const parseOne = (record: TextRecord, delimiter: Delimiter): Line[] => {
  if (record.broken) return [roughly(record, delimiter, { reason: WHY_BROKEN[record.broken] })];
  try {
    return [checked(record, parsed(record.text, delimiter)[0] ?? [])];
  } catch (error) {
    const fault = { reason: reasonOf(error) };
    const end = /\r\n|\n|\r/.exec(record.text);
    if (!end) return [roughly(record, delimiter, fault)];
    // The stray quote swallowed the lines after it: only its own is lost.
    const first = { line: record.line, text: record.text.slice(0, end.index) };
    const rest = new RecordSplitter(record.line + 1).push(record.text.slice(end.index + end[0].length), true);
    return [roughly(first, delimiter, fault), ...parseAll(rest, delimiter)];
  }
};

/** Records with quotes, all at once where none is odd, which is nearly always; else one by one, to name the odd ones. */
const parseQuoted = (records: readonly TextRecord[], delimiter: Delimiter): Line[] => {
  if (!records.some((record) => record.broken)) {
    try {
      const rows = parsed(records.map((record) => record.text).join('\n'), delimiter);
      if (rows.length === records.length)
        return records.map((record, index) => checked(record, rows[index] ?? []));
    } catch (error) {
      reasonOf(error);
    }
  }
  return records.flatMap((record) => parseOne(record, delimiter));
};

/** The cells of records, in order. Where there is no quote, a record is its text cut at the delimiter. */
export const parseAll = (records: readonly TextRecord[], delimiter: Delimiter): Line[] => {
  const quoted = records.filter((record) => record.broken !== undefined || record.text.includes('"'));
  if (quoted.length === records.length) return parseQuoted(records, delimiter);
  const odd = new Set(quoted);
  const lines = records.flatMap((record) =>
    odd.has(record) ? [] : checked(record, record.text.split(delimiter)),
  );
  if (quoted.length === 0) return lines;
  return lines.concat(parseQuoted(quoted, delimiter)).sort((one, other) => one.line - other.line);
};
