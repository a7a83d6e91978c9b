import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { DebtRow, PaymentRow, PersonInput, PointInput, StaffInput } from '@cauce/domain';
import { loadMapping, type Mapping } from '@cauce/ingestion';
import { formatMinor } from '@cauce/kernel';
import type { Sample } from './generate.ts';

/** Texts of one line by the fields of the mapping; what is undefined stays blank. */
type Fields = Readonly<Record<string, string | undefined>>;

const under = (prefix: string, fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}.${name}`, value]));

/** Street and city are columns of their own; an intake row has them as one line. */
const postalFields = (name: string, { value, region, postalCode, country }: PointInput): Fields => {
  const comma = value.lastIndexOf(', ');
  return {
    [name]: value.slice(0, comma),
    [`${name}City`]: value.slice(comma + 2),
    [`${name}Region`]: region,
    [`${name}PostalCode`]: postalCode,
    [`${name}Country`]: country,
  };
};

const COLUMN_OF: Readonly<Record<PointInput['kind'], string>> = {
  email: 'email',
  phone: 'phone',
  postal: 'address',
};

const pointFields = (points: readonly PointInput[]): Fields => {
  const counts = new Map<string, number>();
  const fields = points.map((point): Fields => {
    const column = COLUMN_OF[point.kind];
    const at = (counts.get(column) ?? 0) + 1;
    counts.set(column, at);
    const name = `${column}${at}`;
    return {
      ...(point.kind === 'postal' ? postalFields(name, point) : { [name]: point.value }),
      [`${name}Label`]: point.label,
      [`${name}Source`]: point.source,
      [`${name}Channels`]: point.channels?.join(', '),
    };
  });
  return Object.assign({}, ...fields);
};

const personFields = ({ points, ...person }: PersonInput): Fields => ({ ...person, ...pointFields(points) });

const staffFields = (prefix: string, staff: StaffInput | undefined): Fields =>
  staff ? under(prefix, { ...staff }) : {};

const debtFields = (row: DebtRow): Fields => {
  const { portfolio, debtor, parties, advisor, supervisor, balance, kind: _, ...stated } = row;
  const amounts = Object.entries(balance).map(([name, minor]) => [name, formatMinor(minor, row.currency)]);
  const guarantor = parties.find(({ role }) => role === 'guarantor');
  return {
    ...under('portfolio', { ...portfolio }),
    ...stated,
    ...Object.fromEntries(amounts),
    ...under('debtor', personFields(debtor)),
    ...(guarantor ? under('guarantor', personFields(guarantor.person)) : {}),
    ...staffFields('advisor', advisor),
    ...staffFields('supervisor', supervisor),
  };
};

const paymentFields = ({ portfolio, amount, kind: _, ...row }: PaymentRow): Fields => ({
  ...under('portfolio', { ...portfolio }),
  ...row,
  amount: formatMinor(amount, row.currency),
});

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const lineOf = (texts: readonly string[]): string => `${texts.map(cell).join(',')}\r\n`;

/** Writes lines under the Spanish headers of one record of a mapping: only the columns that some line fills. */
const writeRecord = async (
  path: string,
  mapping: Mapping,
  record: string,
  lines: readonly Fields[],
): Promise<void> => {
  const spec = mapping.records.find(({ name }) => name === record);
  const filled = new Set(
    lines.flatMap((fields) => Object.keys(fields).filter((name) => fields[name] !== undefined)),
  );
  const columns = Object.entries(spec?.fields ?? {}).filter(([name]) => filled.has(name));
  const out = createWriteStream(path);
  out.write(`\ufeff${lineOf(columns.map(([, { from }]) => from?.[0] ?? ''))}`);
  for (const fields of lines) out.write(lineOf(columns.map(([name]) => fields[name] ?? '')));
  out.end();
  await finished(out);
};

/** Where the payments of a file of debts go: beside it. */
export const paymentsPath = (path: string): string => path.replace(/(\.csv)?$/i, '-pagos.csv');

/**
 * Writes a sample as files for the mapping `cauce`: the debts to `path` and their payments beside it. Errors are those
 * of the file system. Gives the paths.
 */
export const writeSampleCsv = async (
  path: string,
  { debts, payments }: Sample,
): Promise<readonly string[]> => {
  const mapping = await loadMapping('cauce');
  await writeRecord(path, mapping, 'debts', debts.map(debtFields));
  await writeRecord(paymentsPath(path), mapping, 'payments', payments.map(paymentFields));
  return [path, paymentsPath(path)];
};
