import { isTooDeep, TOO_DEEP } from '@cauce/kernel';
import { Compile } from 'typebox/compile';
import { parse, YAMLParseError } from 'yaml';
import { PORTFOLIO_FIELDS, ROW_FIELDS } from './fields.ts';
import { type FieldSource, type Mapping, mappingSchema, type RecordSpec } from './schema.ts';

const checker = Compile(mappingSchema);

/** A mapping that cannot be used: every error at once, each with its path and what to do. */
export class MappingError extends Error {
  readonly errors: readonly string[];

  constructor(source: string, errors: readonly string[]) {
    super(`INVALID_MAPPING: ${source}\n${errors.map((error) => `  ${error}`).join('\n')}`);
    this.name = 'MappingError';
    this.errors = errors;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `field: Header` and `field: [Header, Other]` are short for `field: {from: […]}`. */
const spelledOut = (source: unknown): unknown =>
  typeof source === 'string'
    ? { from: [source] }
    : Array.isArray(source)
      ? { from: source }
      : isObject(source) && typeof source.from === 'string'
        ? { ...source, from: [source.from] }
        : source;

const withFields = (holder: unknown): unknown =>
  isObject(holder) && isObject(holder.fields)
    ? {
        ...holder,
        fields: Object.fromEntries(
          Object.entries(holder.fields).map(([name, source]) => [name, spelledOut(source)]),
        ),
      }
    : holder;

const normalised = (document: unknown): unknown =>
  isObject(document) && Array.isArray(document.records)
    ? {
        ...document,
        records: document.records.map((record: unknown) => {
          const outer = withFields(record);
          return isObject(outer) && Array.isArray(outer.rows)
            ? { ...outer, rows: outer.rows.map(withFields) }
            : outer;
        }),
      }
    : document;

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

const worded = ({ keyword, instancePath, message, params }: SchemaError): string | undefined => {
  if (keyword === 'additionalProperties') return undefined;
  const path = instancePath === '' ? '/' : instancePath;
  if (keyword === 'boolean') return `${path}: is not known here; remove it or correct its name`;
  if (keyword === 'enum' && 'allowedValues' in params)
    return `${path}: use one of ${JSON.stringify(params.allowedValues)}`;
  if (keyword === 'required' && 'requiredProperties' in params)
    return `${path}: add ${JSON.stringify(params.requiredProperties)}`;
  return `${path}: ${message}`;
};

const sourceError = (source: FieldSource): string | undefined => {
  const ways = [source.from, source.value, source.template].filter((way) => way !== undefined).length;
  if (ways === 0 && source.default === undefined) return 'give one of from, value, template or default';
  return ways > 1 ? 'give only one of from, value and template' : undefined;
};

const fieldErrors = (
  path: string,
  known: readonly ReadonlySet<string>[],
  fields: Readonly<Record<string, FieldSource>> = {},
): string[] =>
  Object.entries(fields).flatMap(([name, source]) => {
    if (!known.some((names) => names.has(name)))
      return [`${path}/fields/${name}: is no field of this kind of row; see the fields in the documentation`];
    const error = sourceError(source);
    return error === undefined ? [] : [`${path}/fields/${name}: ${error}`];
  });

const recordErrors = (record: RecordSpec, index: number): string[] => {
  const path = `/records/${index}`;
  const known = record.rows.map((row) => ROW_FIELDS[row.kind]);
  const strangers = (record.trailing ?? []).filter((name) => !known.some((names) => names.has(name)));
  return [
    ...fieldErrors(path, known, record.fields),
    ...strangers.map((name) => `${path}/trailing: ${name} is no field of this kind of row`),
    ...record.rows.flatMap((row, at) => [
      ...fieldErrors(`${path}/rows/${at}`, [ROW_FIELDS[row.kind]], row.fields),
      ...(row.when !== undefined && !ROW_FIELDS[row.kind].has(row.when)
        ? [`${path}/rows/${at}/when: ${row.when} is no field of this kind of row`]
        : []),
    ]),
  ];
};

const yamlProblem = (error: unknown): string => {
  // What the parser says of a document deeper than its call stack.
  if (error instanceof YAMLParseError && error.code === 'RESOURCE_EXHAUSTION') return TOO_DEEP;
  return error instanceof Error ? error.message : String(error);
};

/** Reads a mapping from YAML. `source` is named in errors. Errors: MappingError with everything that is wrong. */
export const parseMapping = (yaml: string, source: string): Mapping => {
  let document: unknown;
  try {
    document = parse(yaml);
  } catch (error) {
    throw new MappingError(source, [yamlProblem(error)]);
  }
  if (isTooDeep(document)) throw new MappingError(source, [TOO_DEEP]);
  document = normalised(document);
  if (!checker.Check(document)) {
    const errors = checker.Errors(document).flatMap((error) => worded(error) ?? []);
    throw new MappingError(source, [...new Set(errors)]);
  }
  const errors = document.records.flatMap(recordErrors);
  const unknown = Object.keys(document.portfolio ?? {}).filter(
    (name) => !PORTFOLIO_FIELDS.some((known) => known === name),
  );
  errors.push(
    ...unknown.map((name) => `/portfolio/${name}: is not known; known: ${PORTFOLIO_FIELDS.join(', ')}`),
  );
  if (errors.length > 0) throw new MappingError(source, errors);
  return document;
};
