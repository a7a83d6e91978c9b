import { type Static, Type } from 'typebox';
import { PORTFOLIO_FIELDS } from './fields.ts';

const strict = { additionalProperties: false };
const text = Type.String({ minLength: 1 });
const decimal = Type.Enum(['.', ',']);
const grouping = Type.Enum(['', '.', ',', ' ', "'"]);
const dates = Type.Enum(['ISO', 'D/M/Y', 'M/D/Y']);

/** Where a field's text comes from: a column (the first of `from` that the file has), a constant or a template. */
const fieldSource = Type.Object(
  {
    /** Headers; case, accents and signs do not matter. */
    from: Type.Optional(Type.Array(text, { minItems: 1 })),
    /** The same for every line. */
    value: Type.Optional(text),
    /** Text with {Header} in it; blank where one of them is blank. */
    template: Type.Optional(text),
    /** What a blank cell stands for, or an absent column. */
    default: Type.Optional(text),
    /** What the file's own words stand for: { N: natural, J: legal }. */
    values: Type.Optional(Type.Record(Type.String(), text)),
    dates: Type.Optional(dates),
    decimal: Type.Optional(decimal),
    grouping: Type.Optional(grouping),
    /** For the templates that are made from the mapping: what the column is, and what may be in it. */
    help: Type.Optional(Type.Object({ es: text, en: text }, strict)),
    example: Type.Optional(text),
  },
  strict,
);
export type FieldSource = Static<typeof fieldSource>;

const fields = Type.Record(Type.String(), fieldSource);

const rowSpec = Type.Object(
  {
    kind: Type.Enum(['debtor', 'debt', 'payment']),
    /** The row exists only where this field is not blank. */
    when: Type.Optional(text),
    fields: Type.Optional(fields),
  },
  strict,
);

const record = Type.Object(
  {
    name: text,
    /** Fields of every row of the record that knows them. */
    fields: Type.Optional(fields),
    rows: Type.Array(rowSpec, { minItems: 1 }),
    /** Fields of the last columns of the file, whatever their headers: all of them or none. */
    trailing: Type.Optional(Type.Array(text, { minItems: 1 })),
    /** Headers that are left aside on purpose; "*" at the end stands for anything. */
    ignore: Type.Optional(Type.Array(text)),
  },
  strict,
);
export type RecordSpec = Static<typeof record>;
export type RowSpec = Static<typeof rowSpec>;

export const mappingSchema = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$' }),
    version: Type.Integer({ minimum: 1 }),
    description: Type.Optional(Type.String()),
    /** In a snapshot, a debt of the portfolio that the file does not hold is withdrawn. */
    mode: Type.Enum(['delta', 'snapshot']),
    file: Type.Optional(
      Type.Object(
        {
          delimiter: Type.Optional(Type.Enum([',', ';', '\t', '|'])),
          encoding: Type.Optional(Type.Enum(['auto', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])),
          sheet: Type.Optional(text),
          decimal: Type.Optional(decimal),
          grouping: Type.Optional(grouping),
          dates: Type.Optional(dates),
        },
        strict,
      ),
    ),
    /** Constants of the portfolio; a column of the file goes before them. */
    portfolio: Type.Optional(
      Type.Partial(Type.Object(Object.fromEntries(PORTFOLIO_FIELDS.map((name) => [name, text])), strict)),
    ),
    records: Type.Array(record, { minItems: 1 }),
  },
  strict,
);
export type Mapping = Static<typeof mappingSchema>;
