import { encoded } from '../encode.ts';
import type { BadFile } from './bad-file.ts';
import { badWorkbooks } from './bad-workbooks.ts';

export const HEADERS =
  'acreedor,cartera,jurisdiccion,zona_horaria,moneda,obligacion,fecha_vencimiento,capital,tipo_documento,numero_documento,nombres,telefono_1,correo_1';

const FIRST: Readonly<Record<string, string>> = {
  acreedor: 'B',
  cartera: 'P',
  jurisdiccion: 'CL',
  zona_horaria: 'America/Santiago',
  moneda: 'CLP',
  obligacion: 'O1',
  fecha_vencimiento: '2026-01-31',
  capital: '1000',
  tipo_documento: 'RUT',
  numero_documento: '12345678-5',
  nombres: 'Ana',
  telefono_1: '+56961234567',
  correo_1: 'ana@correo.example',
};

/** The cells of a good line with some of them changed. */
export const cellsWith = (changes: Readonly<Record<string, string>> = {}): string[] =>
  HEADERS.split(',').map((header) => changes[header] ?? FIRST[header] ?? '');

const line = (changes: Readonly<Record<string, string>> = {}): string => cellsWith(changes).join(',');
const GOOD = line({ obligacion: 'GOOD' });

const text = (name: string, content: string | Uint8Array, expected: BadFile['expect']): BadFile => ({
  name,
  make: (folder) => folder.write('bad.csv', content),
  expect: expected,
});

/** One good line, and one with a wrong cell. */
const cell = (name: string, changes: Readonly<Record<string, string>>, code: string): BadFile =>
  text(name, `${HEADERS}\n${line(changes)}\n${GOOD}\n`, { rejects: [code], taken: 1 });

/** A wrong cell that costs only itself. */
const left = (name: string, changes: Readonly<Record<string, string>>): BadFile =>
  text(name, `${HEADERS}\n${line(changes)}\n${GOOD}\n`, { rejects: [], taken: 2 });

const withoutColumn = (column: string): string =>
  HEADERS.split(',')
    .filter((header) => header !== column)
    .join(',');

const BAD_TEXTS: readonly BadFile[] = [
  text('empty', '', { error: 'EMPTY_FILE' }),
  text('only line ends', '\r\n\r\n', { error: 'EMPTY_FILE' }),
  text('only a byte order mark', '\ufeff', { error: 'EMPTY_FILE' }),
  text('header only', `${HEADERS}\n`, { error: 'EMPTY_FILE' }),
  text('header and blank lines', `${HEADERS}\n\n,,,\n`, { error: 'EMPTY_FILE' }),
  text('blank header', ',,,\n1,2,3,4\n', { error: 'INVALID_HEADER' }),
  text('no header', `${GOOD}\n${line()}\n`, { error: 'MISSING_COLUMNS' }),
  text('unknown delimiter', `${HEADERS}\n${GOOD}\n`.replaceAll(',', '~'), { error: 'MISSING_COLUMNS' }),
  text('missing columns', `${withoutColumn('capital')}\n1\n`, { error: 'MISSING_COLUMNS' }),
  text('a required column twice', `${HEADERS},capital\n${GOOD},5\n`, { error: 'DUPLICATE_COLUMN' }),
  text('unknown columns', `${HEADERS},color\n${GOOD},rojo\n`, {
    rejects: [],
    taken: 1,
    notes: 'UNKNOWN_COLUMN',
  }),
  text('delimiters mixed', `${HEADERS}\n${line().replaceAll(',', ';')}\n${GOOD}\n`, {
    rejects: ['RAGGED_LINE'],
    taken: 1,
  }),
  text('a cell too many', `${HEADERS}\n${line()},more\n${GOOD}\n`, { rejects: ['RAGGED_LINE'], taken: 1 }),
  text('cells too few', `${HEADERS}\nB,P\n${GOOD}\n`, { rejects: ['RAGGED_LINE'], taken: 1 }),
  text('an unquoted delimiter inside an amount', `${HEADERS}\n${line({ capital: '1,000.00' })}\n${GOOD}\n`, {
    rejects: ['RAGGED_LINE'],
    taken: 1,
  }),
  text('quotes never closed', `${HEADERS}\n${line({ nombres: '"Ana' })}\n${GOOD}\n`, {
    rejects: ['UNCLOSED_QUOTE'],
    taken: 1,
  }),
  text(
    'a quote in the middle of a cell',
    `${HEADERS}\n${line({ nombres: 'Ana "la flaca" Paz' })}\n${GOOD}\n`,
    { rejects: ['INVALID_QUOTE'], taken: 1 },
  ),
  text('text after a closing quote', `${HEADERS}\n${line({ nombres: '"Ana" Paz' })}\n${GOOD}\n`, {
    rejects: ['INVALID_QUOTE'],
    taken: 1,
  }),
  text('a NUL byte', `${HEADERS}\n${line({ nombres: 'A\u0000na' })}\n${GOOD}\n`, {
    rejects: ['NUL_BYTE'],
    taken: 1,
  }),
  text('nothing but NUL bytes', Buffer.alloc(5_000), { error: 'INVALID_HEADER' }),
  text(
    'random bytes',
    Buffer.from(Array.from({ length: 5_000 }, (_unused, index) => (index * 7_919) % 251)),
    { error: 'INVALID_HEADER' },
  ),
  text('UTF-16 without a mark', encoded(`${HEADERS}\n${GOOD}\n`, 'utf-16le'), { error: 'UNKNOWN_ENCODING' }),
  text(
    'half of a UTF-16 character at the end',
    Buffer.concat([encoded(`\ufeff${HEADERS}\n${GOOD}\n${line()}`, 'utf-16le'), Buffer.from([0x41])]),
    { rejects: ['INVALID_ENCODING'], taken: 1 },
  ),
  text('a cell of 200,000 characters', `${HEADERS}\n${line({ nombres: 'x'.repeat(200_000) })}\n${GOOD}\n`, {
    rejects: ['CELL_TOO_LONG'],
    taken: 1,
  }),
  text('a line of 3,000,000 characters', `${HEADERS}\n${'x'.repeat(3_000_000)}\n${GOOD}\n`, {
    rejects: ['LINE_TOO_LONG'],
    taken: 1,
  }),
  text(
    'a header of 2,000 columns',
    `${Array.from({ length: 2_000 }, (_unused, index) => `c${index}`).join(',')}\n1\n`,
    { error: 'INVALID_HEADER' },
  ),
  text('CR line ends', `${HEADERS}\r${line({ capital: 'x' })}\r${GOOD}\r`, {
    rejects: ['INVALID_AMOUNT'],
    taken: 1,
  }),
  text('the same key twice', `${HEADERS}\n${GOOD}\n${GOOD}\n`, { rejects: ['DUPLICATE_KEY'], taken: 1 }),
  text('a zip named .csv', 'PK\u0003\u0004….', { error: 'NOT_A_CSV' }),
  text('gzip named .csv', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), { error: 'NOT_A_CSV' }),
  cell('31 February', { fecha_vencimiento: '2026-02-31' }, 'INVALID_DATE'),
  cell('29 February of a common year', { fecha_vencimiento: '2025-02-29' }, 'INVALID_DATE'),
  cell('a date in another order', { fecha_vencimiento: '31/01/2026' }, 'INVALID_DATE'),
  cell('a year of two digits', { fecha_vencimiento: '26-01-31' }, 'INVALID_DATE'),
  cell('no due date', { fecha_vencimiento: '' }, 'MISSING_VALUE'),
  cell('no obligation', { obligacion: ' ' }, 'MISSING_VALUE'),
  cell('no creditor', { acreedor: '' }, 'MISSING_VALUE'),
  cell('a negative amount', { capital: '-5' }, 'NEGATIVE_AMOUNT'),
  cell('an amount of 10^18', { capital: '1000000000000000000' }, 'AMOUNT_TOO_LARGE'),
  cell('an amount in words', { capital: 'mil' }, 'INVALID_AMOUNT'),
  cell('an amount in exponents', { capital: '1E3' }, 'INVALID_AMOUNT'),
  cell('decimals that the currency lacks', { capital: '10.50' }, 'INVALID_AMOUNT'),
  cell('an unknown currency', { moneda: 'PESOS' }, 'UNKNOWN_CURRENCY'),
  cell('an unknown zone', { zona_horaria: 'America/Valparaiso2' }, 'UNKNOWN_ZONE'),
  cell('an unknown jurisdiction', { jurisdiccion: 'Chile 9' }, 'INVALID_JURISDICTION'),
  cell('a wrong check digit', { numero_documento: '12345678-4' }, 'INVALID_DOCUMENT'),
  cell('a document type of another country', { tipo_documento: 'NIT' }, 'INVALID_DOCUMENT'),
  cell('a document of one digit repeated', { numero_documento: '11111111-1' }, 'INVALID_DOCUMENT'),
  left('a wrong phone', { telefono_1: '123' }),
  left('a wrong e-mail', { correo_1: 'ana@' }),
];

/** More than fifty bad files: each gives a clear error or named rejects. */
export const BAD_FILES: readonly BadFile[] = [...BAD_TEXTS, ...badWorkbooks(HEADERS.split(','), cellsWith)];
