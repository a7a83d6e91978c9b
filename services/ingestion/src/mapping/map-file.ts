import type { IntakeRow, PortfolioInput } from '@cauce/domain';
import { openTable } from '../files/open.ts';
import { FileError, type FileShape, type Line, type Progress, type Table } from '../files/table.ts';
import { type BoundRecord, bindRecord } from './bind.ts';
import { type DebtKey, debtKeyReader } from './debt-key.ts';
import { headerKey } from './headers.ts';
import { KeyTable } from './key-table.ts';
import { lineMapper, type MappedLine } from './map-line.ts';
import type { Mapping } from './schema.ts';

export interface MapOptions {
  /** Goes before the mapping's own constants; a column of the file goes before both. */
  readonly portfolio?: Partial<PortfolioInput>;
  /** Portfolios that are on file, for what neither the file nor the mapping says of them. */
  readonly onFile?: readonly PortfolioInput[];
  readonly onProgress?: Progress;
}

/** A file whose headers fit its mapping, ready to be read once. */
export interface MappedFile {
  readonly shape: FileShape;
  readonly headers: readonly string[];
  /** Which record of the mapping the file holds. */
  readonly record: string;
  /** What a person should know: columns not read, columns read by position, sheets left aside. */
  readonly notes: readonly string[];
  /** Header of the column that a field is read from; "" where it comes from none. */
  readonly headerOf: (kind: IntakeRow['kind'], field: string) => string;
  /** The debt that a line names, although it was turned away; undefined where that cannot be told. */
  readonly debtIn: (cells: readonly string[]) => DebtKey | undefined;
  /** The lines, some hundreds at a time; the next are read when these are done. */
  readonly batches: AsyncIterable<readonly MappedLine[]>;
}

/** The record that a file holds: the one that lacks nothing and reads the most columns. */
const recordOf = (
  table: Table,
  mapping: Mapping,
  { portfolio = {}, onFile = [] }: MapOptions,
): BoundRecord => {
  if (table.headers.every((header) => headerKey(header) === ''))
    throw new FileError('INVALID_HEADER', `line ${table.headerLine} holds no header`);
  const bound = mapping.records.map((record) =>
    bindRecord(record, table.headers, mapping, portfolio, onFile),
  );
  const byReads = bound.toSorted((one, other) => other.reads.size - one.reads.size);
  const fitting = byReads.find((record) => record.missing.length === 0);
  if (fitting) return fitting;
  const [closest] = byReads;
  const how =
    table.shape.kind === 'csv'
      ? `delimiter ${JSON.stringify(table.shape.delimiter)}, ${table.shape.encoding}`
      : `sheet "${table.shape.sheet}"`;
  throw new FileError(
    'MISSING_COLUMNS',
    `for "${closest?.name}" of mapping ${mapping.name} the file lacks: ${closest?.missing.join('; ')}. It was read with ${how} and has: ${table.headers.join(', ').slice(0, 1_000)}`,
  );
};

/** Refuses two columns of one name where that column is read: which one is meant? */
const refuseUnclear = (table: Table, record: BoundRecord): void => {
  const keys = table.headers.map(headerKey);
  const twin = keys.findIndex(
    (key, index) => key !== '' && !record.reads.has(index) && record.reads.has(keys.indexOf(key)),
  );
  if (twin !== -1) {
    throw new FileError(
      'DUPLICATE_COLUMN',
      `columns ${keys.indexOf(keys[twin] ?? '') + 1} and ${twin + 1} are both "${table.headers[twin]}"; rename or remove one`,
    );
  }
};

async function* mapped(
  source: AsyncIterable<readonly Line[]>,
  map: (line: Line) => MappedLine,
): AsyncGenerator<readonly MappedLine[]> {
  let lines = 0;
  for await (const batch of source) {
    lines += batch.length;
    yield batch.map(map);
  }
  if (lines === 0) throw new FileError('EMPTY_FILE', 'the file has a header and no rows under it');
}

/**
 * Opens a file under a mapping. Errors before any row: FileError (EMPTY_FILE, MISSING_COLUMNS …). A file that has
 * nothing under its header fails with EMPTY_FILE when its batches are read.
 */
export const openMapped = async (
  path: string,
  mapping: Mapping,
  options: MapOptions = {},
): Promise<MappedFile> => {
  const table = await openTable(path, mapping.file, options.onProgress);
  let record: BoundRecord;
  try {
    record = recordOf(table, mapping, options);
    refuseUnclear(table, record);
  } catch (error) {
    await table.close();
    throw error;
  }
  return {
    shape: table.shape,
    headers: table.headers,
    record: record.name,
    notes: [...table.notes, ...record.notes],
    headerOf: (kind, field) => record.rows.find((row) => row.kind === kind)?.sources.get(field)?.column ?? '',
    debtIn: debtKeyReader(record, table.headers.length, options.onFile ?? []),
    batches: mapped(table.batches, lineMapper(record, table.headers, new KeyTable())),
  };
};

/** The lines of a file under a mapping, one by one. Errors as `openMapped`. */
export async function* mapFile(
  path: string,
  mapping: Mapping,
  options: MapOptions = {},
): AsyncGenerator<MappedLine> {
  const file = await openMapped(path, mapping, options);
  for await (const batch of file.batches) yield* batch;
}
