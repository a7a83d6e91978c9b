import type { DateOrder, NumberFormat } from '@cauce/domain';
import { headerKey } from './headers.ts';
import type { FieldSource } from './schema.ts';

/** Where a field's text is in a line, and how it is written. */
export interface Source {
  /** Header of the column, or "" for what does not come from one. */
  readonly column: string;
  /** Indexes of the columns that it reads. */
  readonly indexes: readonly number[];
  /** The trimmed text; "" where there is none. */
  readonly read: (cells: readonly string[]) => string;
  readonly numbers: NumberFormat;
  readonly dates: DateOrder;
}
export type Sources = ReadonlyMap<string, Source>;

export interface Formats {
  readonly decimal: '.' | ',';
  readonly grouping?: NumberFormat['grouping'];
  readonly dates: DateOrder;
}

/** The columns of a file that a mapping may look at. */
export interface Columns {
  readonly headers: readonly string[];
  readonly byKey: ReadonlyMap<string, number>;
}

const cell =
  (index: number) =>
  (cells: readonly string[]): string =>
    (cells[index] ?? '').trim();

/** Pieces of "a {Header} b": texts and column indexes in turn; undefined where a column is not in the file. */
const templatePieces = (template: string, columns: Columns): (string | number)[] | undefined => {
  const pieces: (string | number)[] = [];
  for (const [index, piece] of template.split(/\{([^}]*)\}/).entries()) {
    const column = index % 2 === 1 ? columns.byKey.get(headerKey(piece)) : piece;
    if (column === undefined) return undefined;
    pieces.push(column);
  }
  return pieces;
};

type Place = Pick<Source, 'column' | 'indexes' | 'read'>;

const placeOf = (spec: FieldSource, columns: Columns): Place | undefined => {
  if (spec.value !== undefined) {
    const constant = spec.value;
    return { column: '', indexes: [], read: () => constant };
  }
  if (spec.template !== undefined) {
    const pieces = templatePieces(spec.template, columns);
    if (!pieces) return undefined;
    const indexes = pieces.filter((piece) => typeof piece === 'number');
    const read = (cells: readonly string[]) => {
      const texts = pieces.map((piece) => (typeof piece === 'number' ? cell(piece)(cells) : piece));
      return texts.some((part, at) => at % 2 === 1 && part === '') ? '' : texts.join('').trim();
    };
    return { column: columns.headers[indexes[0] ?? -1] ?? '', indexes, read };
  }
  const index = spec.from
    ?.map((name) => columns.byKey.get(headerKey(name)))
    .find((found) => found !== undefined);
  if (index !== undefined)
    return { column: columns.headers[index] ?? '', indexes: [index], read: cell(index) };
  return spec.default === undefined ? undefined : { column: '', indexes: [], read: () => '' };
};

/** A field's source in a file; none where the file lacks its column and the mapping has no default. */
export const sourceOf = (spec: FieldSource, columns: Columns, formats: Formats): Source | undefined => {
  const place = placeOf(spec, columns);
  if (!place) return undefined;
  const decimal = spec.decimal ?? formats.decimal;
  const numbers = { decimal, grouping: spec.grouping ?? formats.grouping ?? (decimal === '.' ? ',' : '.') };
  const words =
    spec.values && new Map(Object.entries(spec.values).map(([word, meaning]) => [headerKey(word), meaning]));
  const fallback = spec.default ?? '';
  const plain = place.read;
  const read =
    words || fallback !== ''
      ? (cells: readonly string[]) => {
          const text = plain(cells);
          return text === '' ? fallback : (words?.get(headerKey(text)) ?? text);
        }
      : plain;
  return { ...place, read, numbers, dates: spec.dates ?? formats.dates };
};
