import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parseAll } from './csv-cells.ts';
import { RecordSplitter, type TextRecord } from './csv-split.ts';
import { CHUNK_BYTES, encodingOf, headOf, refuseForeign } from './encoding.ts';
import {
  type Delimiter,
  FileError,
  type FileFormat,
  type Line,
  MAX_COLUMNS,
  type Progress,
  type Table,
} from './table.ts';

const BATCH = 500;
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];

/** The delimiter that the header holds most often outside quotes; a comma where it holds none. */
const sniffed = (header: string): Delimiter => {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
};

async function* textRecords(
  path: string,
  encoding: string,
  progress: Progress,
): AsyncGenerator<TextRecord[]> {
  const total = (await stat(path)).size;
  const decoder = new TextDecoder(encoding);
  const splitter = new RecordSplitter();
  let read = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    read += chunk.length;
    yield splitter.push(decoder.decode(chunk, { stream: true }), false);
    progress(read, total);
  }
  yield splitter.push(decoder.decode(), true);
}

const isBlank = (line: Line): boolean =>
  line.faults === undefined && line.cells.every((cell) => cell.trim() === '');

async function* lineBatches(
  first: readonly TextRecord[],
  rest: AsyncGenerator<TextRecord[]>,
  delimiter: Delimiter,
) {
  let records: readonly TextRecord[] = first;
  try {
    for (;;) {
      for (let at = 0; at < records.length; at += BATCH) {
        const lines = parseAll(records.slice(at, at + BATCH), delimiter).filter((line) => !isBlank(line));
        if (lines.length > 0) yield lines;
      }
      const next = await rest.next();
      if (next.done) return;
      records = next.value;
    }
  } finally {
    await rest.return(undefined);
  }
}

const EMPTY = 'the file is empty; it needs a header line and rows under it';

/** Opens a delimited text file. Errors: FileError EMPTY_FILE, NOT_A_CSV, UNKNOWN_ENCODING, INVALID_HEADER. */
export const openCsv = async (path: string, format: FileFormat, progress: Progress): Promise<Table> => {
  const head = await headOf(path);
  if (head.length === 0) throw new FileError('EMPTY_FILE', EMPTY);
  refuseForeign(head);
  const { notes, ...found } = await encodingOf(path, head, format.encoding ?? 'auto');
  const source = textRecords(path, found.encoding, progress);
  let records: TextRecord[] = [];
  while (records.length === 0) {
    const next = await source.next();
    if (next.done) throw new FileError('EMPTY_FILE', EMPTY);
    records = next.value;
  }
  try {
    const hint = /^sep=([,;|\t])$/.exec(records[0]?.text ?? '')?.[1];
    const [header, ...first] = hint ? records.slice(1) : records;
    if (!header) throw new FileError('EMPTY_FILE', EMPTY);
    const delimiter = format.delimiter ?? DELIMITERS.find((known) => known === hint) ?? sniffed(header.text);
    const [line, ...more] = parseAll([header], delimiter);
    if (!line || line.faults || more.length > 0) {
      throw new FileError(
        'INVALID_HEADER',
        `line ${header.line}: ${line?.faults?.[0]?.reason ?? 'the header cannot be read'}`,
      );
    }
    if (line.cells.length > MAX_COLUMNS)
      throw new FileError('INVALID_HEADER', `${line.cells.length} columns; at most ${MAX_COLUMNS} are read`);
    return {
      shape: { kind: 'csv', delimiter, ...found, newline: newlineOf(head, found.encoding) },
      headers: line.cells.map((cell) => cell.trim()),
      headerLine: header.line,
      notes,
      batches: lineBatches(first, source, delimiter),
      close: async () => {
        await source.return(undefined);
      },
    };
  } catch (error) {
    await source.return(undefined);
    throw error;
  }
};

const newlineOf = (head: Uint8Array, encoding: string): '\n' | '\r\n' | '\r' => {
  const text = new TextDecoder(encoding).decode(head);
  if (text.includes('\r\n')) return '\r\n';
  return text.includes('\r') && !text.includes('\n') ? '\r' : '\n';
};
