import type { Formats, Source, Sources } from './source.ts';

interface Bound {
  readonly sources: Sources;
  readonly missing: readonly string[];
}

/** What sort of thing a field is, whoever's it is: "debtor.phone1" and "advisor.phone" are both "phone". */
const sortOf = (field: string): string => field.replace(/^.*\./, '').replace(/\d+$/, '');

/** The field that would take this column if there were no block, and takes none before it. */
const newFieldAt = (
  index: number,
  before: readonly Bound[],
  without: readonly Bound[],
): string | undefined => {
  for (const [at, { sources }] of without.entries()) {
    for (const [field, source] of sources) {
      if (source.indexes.includes(index) && !before[at]?.sources.get(field)?.indexes.length) return field;
    }
  }
  return undefined;
};

/**
 * The fields of the last columns of a file, matched by position whatever their headers; undefined where the file
 * has no such block: its last columns are then the record's own. They are a block when the columns before them are
 * complete by themselves, the first of them names no known column, and every other one at most a column of the same
 * sort (Nombre, Apellido, Teléfono are names that both a customer's and an advisor's column may have).
 */
export const trailingSources = (
  trailing: readonly string[],
  headers: readonly string[],
  before: readonly Bound[],
  without: readonly Bound[],
  formats: Formats,
): Sources | undefined => {
  const first = headers.length - trailing.length;
  if (trailing.length === 0 || first < 1 || before.some(({ missing }) => missing.length > 0))
    return undefined;
  for (const [position, field] of trailing.entries()) {
    const known = newFieldAt(first + position, before, without);
    if (known !== undefined && (position === 0 || sortOf(known) !== sortOf(field))) return undefined;
  }
  const numbers = { decimal: formats.decimal, grouping: formats.grouping ?? '' };
  return new Map(
    trailing.map((field, position): [string, Source] => {
      const index = first + position;
      const read = (cells: readonly string[]): string => (cells[index] ?? '').trim();
      return [field, { column: headers[index] ?? '', indexes: [index], read, numbers, dates: formats.dates }];
    }),
  );
};
