import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const HEADERS = [
  'creditor',
  'portfolio',
  'jurisdiction',
  'zone',
  'collector',
  'debt_kind',
  'language',
  'portfolio_currency',
  'how_to_pay',
  'contact',
  'agency',
  'obligation',
  'product',
  'placed_on',
  'due_date',
  'principal',
  'interest',
  'fees',
  'payment_reference',
  'document_country',
  'document_type',
  'document_number',
  'given_name',
  'surname',
  'second_surname',
  'phone_1',
  'phone_1_label',
  'email_1',
];

/** First business day of what the benches play: 10:00 in Bogotá on a Tuesday that is no holiday. */
export const BENCH_NOW = '2026-03-03T15:00:00.000Z';
const PLACED_ON = '2026-03-03';
/** Three days later: the first reminder is of today. */
const DUE_DATE = '2026-03-06';

const GIVEN = ['Ana María', 'Luis', 'Carla', 'Pedro', 'Lucía', 'Andrés', 'Sofía', 'Jorge'];
const SURNAMES = ['Rojas', 'Mora', 'Díaz', 'León', 'Peña', 'Vargas', 'Castro', 'Ortiz', 'Suárez'];
const PRODUCTS = ['Tarjeta de crédito', 'Libranza', 'Crédito de vehículo'];

const rowOf = (n: number): string =>
  [
    'BANCO-ANDES',
    'ANDES-CONSUMO',
    'CO',
    'America/Bogota',
    'third_party',
    'consumer',
    'es',
    'COP',
    'PSE en www.bancoandes.example',
    'Línea 601 555 0100',
    'Cobros del Valle',
    `OB-${n}`,
    PRODUCTS[n % PRODUCTS.length],
    PLACED_ON,
    DUE_DATE,
    100_000 + (n % 9_000) * 100,
    (n % 700) * 10,
    n % 3 === 0 ? 5_000 : 0,
    `REF-${n}`,
    'CO',
    'CC',
    10_000_000 + n,
    GIVEN[n % GIVEN.length],
    SURNAMES[n % SURNAMES.length],
    SURNAMES[(n * 7 + 3) % SURNAMES.length],
    `3${String(100_000_000 + n).padStart(9, '0')}`,
    'celular',
    `persona${n}@correo.example`,
  ].join(',');

const LINES_AT_ONCE = 1_000;

function* chunks(rows: number, before: number) {
  yield `${HEADERS.join(',')}\n`;
  for (let first = 0; first < rows; first += LINES_AT_ONCE) {
    const count = Math.min(LINES_AT_ONCE, rows - first);
    yield `${Array.from({ length: count }, (_, index) => rowOf(before + first + index)).join('\n')}\n`;
  }
}

/**
 * Writes a file of the mapping `cauce`: so many debts, each of a debtor of its own with a phone and a mail address, after
 * so many of other files.
 */
export const writeDebtsFile = async (path: string, rows: number, before = 0): Promise<void> => {
  await pipeline(Readable.from(chunks(rows, before)), createWriteStream(path));
};
