import type { IntakeRow, PortfolioInput } from '@cauce/domain';
import { ownHeaders } from '../files/rejects.ts';
import { REQUIRED_FIELDS, ROW_FIELDS } from './fields.ts';
import { columnsByKey, headerKey, isIgnored } from './headers.ts';
import type { RowReader } from './readers.ts';
import { ROW_READERS } from './rows.ts';
import type { FieldSource, Mapping, RecordSpec, RowSpec } from './schema.ts';
import { type Columns, type Formats, type Source, type Sources, sourceOf } from './source.ts';
import { trailingSources } from './trailing.ts';

export interface BoundRow {
  readonly kind: IntakeRow['kind'];
  readonly sources: Sources;
  readonly when?: Source;
  readonly read: RowReader;
}

/** A record of a mapping laid over the headers of a file. */
export interface BoundRecord {
  readonly name: string;
  readonly rows: readonly BoundRow[];
  /** Columns that would be needed and are not there, each as the headers that it may have. */
  readonly missing: readonly string[];
  /** The columns of the file that it reads. */
  readonly reads: ReadonlySet<number>;
  /** What a person should know before the rows are taken: columns not read, columns read by position. */
  readonly notes: readonly string[];
}

type Specs = Readonly<Record<string, FieldSource>>;

/** The fields of a row: its own, those that it shares with its record, and the constants of the portfolio. */
const specsOf = (record: RecordSpec, row: RowSpec, portfolio: Partial<PortfolioInput>): Specs => {
  const specs: Record<string, FieldSource> = { ...record.fields, ...row.fields };
  for (const [name, value] of Object.entries(portfolio)) {
    const field = `portfolio.${name}`;
    if (value !== undefined)
      specs[field] = specs[field]?.from ? { ...specs[field], default: value } : { value };
  }
  return Object.fromEntries(Object.entries(specs).filter(([name]) => ROW_FIELDS[row.kind].has(name)));
};

const bindFields = (specs: Specs, columns: Columns, formats: Formats): Map<string, Source> => {
  const sources = new Map<string, Source>();
  for (const [name, spec] of Object.entries(specs)) {
    const source = sourceOf(spec, columns, formats);
    if (source) sources.set(name, source);
  }
  return sources;
};

const headersOf = (spec: FieldSource | undefined, field: string): string => {
  if (spec?.template !== undefined)
    return [...spec.template.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]).join(' and ');
  return spec?.from?.join(' or ') ?? field;
};

/** What a portfolio on file says where neither the file nor the mapping does. */
const ON_FILE: ReadonlySet<string> = new Set(['portfolio.jurisdiction', 'portfolio.currency']);

const missingOf = (row: RowSpec, specs: Specs, sources: Sources, booksOnFile: boolean): string[] =>
  REQUIRED_FIELDS[row.kind]
    .filter((choices) => !choices.some((name) => sources.has(name) || (booksOnFile && ON_FILE.has(name))))
    .map(
      (choices) =>
        choices
          .filter((name) => specs[name])
          .map((name) => headersOf(specs[name], name))
          .join(' or ') || choices.join(' or '),
    );

/** Lays a record over the headers of a file. `onFile` are the portfolios that the folder holds. */
export const bindRecord = (
  record: RecordSpec,
  allHeaders: readonly string[],
  mapping: Mapping,
  portfolio: Partial<PortfolioInput>,
  onFile: readonly PortfolioInput[],
): BoundRecord => {
  const headers = ownHeaders(allHeaders);
  const formats: Formats = {
    decimal: mapping.file?.decimal ?? '.',
    dates: mapping.file?.dates ?? 'ISO',
    grouping: mapping.file?.grouping,
  };
  const bindTo = (row: RowSpec, columnCount: number) => {
    const specs = specsOf(record, row, { ...mapping.portfolio, ...portfolio });
    const sources = bindFields(
      specs,
      { headers, byKey: columnsByKey(headers.slice(0, columnCount)) },
      formats,
    );
    return { row, sources, missing: missingOf(row, specs, sources, onFile.length > 0) };
  };
  const trailing = record.trailing ?? [];
  const without = record.rows.map((row) => bindTo(row, headers.length));
  const before = record.rows.map((row) => bindTo(row, headers.length - trailing.length));
  const block = trailingSources(trailing, headers, before, without, formats);
  const bound = block ? before : without;
  const rows = bound.map(({ row, sources }): BoundRow => {
    const all: Sources = block ? new Map([...sources, ...block]) : sources;
    const when = row.when === undefined ? undefined : all.get(row.when);
    return { kind: row.kind, sources: all, read: ROW_READERS[row.kind](all, onFile), ...(when && { when }) };
  });
  const read = new Set(
    [...bound.flatMap(({ sources }) => [...sources.values()]), ...(block?.values() ?? [])].flatMap(
      (source) => source.indexes,
    ),
  );
  return {
    name: record.name,
    rows,
    missing: [...new Set(bound.flatMap(({ missing }) => missing))],
    reads: read,
    notes: [...positionNotes(trailing, block), ...unreadNotes(headers, read, record.ignore ?? [])],
  };
};

const positionNotes = (trailing: readonly string[], block: Sources | undefined): string[] =>
  block
    ? [
        `POSITIONAL_COLUMNS: the last ${trailing.length} columns (${[...block.values()].map((source) => source.column || '(no header)').join(', ')}) were read by position as ${trailing.join(', ')}`,
      ]
    : [];

const unreadNotes = (
  headers: readonly string[],
  read: ReadonlySet<number>,
  ignore: readonly string[],
): string[] =>
  headers.flatMap((header, index) => {
    if (read.has(index) || headerKey(header) === '' || isIgnored(header, ignore)) return [];
    return [`UNKNOWN_COLUMN: column ${index + 1}, "${header}", is not in the mapping and was not read`];
  });
