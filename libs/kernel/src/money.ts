import { err, ok, type Result } from './result.ts';

/** An amount in whole minor units of a currency or unit of account; never a fraction. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/**
 * Digits after the decimal point, where they differ from two.
 * ISO 4217 (minor units); UF (Chile, ISO code CLF) and UVR (Colombia, ISO code COU) are units of account whose
 * values are published with four decimals by the Banco Central de Chile and the Banco de la República.
 */
const DIGITS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF COU UYW',
};
const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.entries(DIGITS).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)])),
);

/** Names that people write for a unit of account, and its ISO 4217 code. */
const ALIASES: Readonly<Record<string, string>> = { UF: 'CLF', UVR: 'COU' };

const KNOWN = new Set(Intl.supportedValuesOf('currency').concat('CLF', 'COU', 'UYW', 'UYI', 'MXV'));

/** The ISO 4217 code of what a file calls a currency ("uf" → "CLF"), or an error that names the value. */
export const currencyCode = (text: string): Result<string> => {
  const upper = text.trim().toUpperCase();
  const code = ALIASES[upper] ?? upper;
  return KNOWN.has(code) ? ok(code) : err(`unknown currency "${text}"`);
};

/** Digits after the decimal point of a currency's amounts. */
export const exponentOf = (currency: string): number => EXPONENTS.get(currency) ?? 2;

const PLAIN_DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * Minor units of a plain decimal text ("1234.50", point as decimal sign, no grouping).
 * Errors: not a number, more decimals than the currency has, or beyond ±9,007,199,254,740,991 minor units.
 */
export const parseMinor = (text: string, currency: string): Result<number> => {
  const match = PLAIN_DECIMAL.exec(text.trim());
  if (!match) return err(`"${text}" is not an amount`);
  const [, sign, whole = '0', fraction = ''] = match;
  const exponent = exponentOf(currency);
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > exponent) return err(`"${text}" has more than ${exponent} decimals for ${currency}`);
  const minor = Number(`${whole}${kept.padEnd(exponent, '0')}`);
  if (!Number.isSafeInteger(minor)) return err(`"${text}" is too large an amount`);
  return ok(sign === '-' && minor !== 0 ? -minor : minor);
};

/** Decimal text of an amount in minor units, with all decimals of its currency: 123450 USD → "1234.50". */
export const formatMinor = (minor: number | bigint, currency: string): string => {
  const exponent = exponentOf(currency);
  const negative = minor < 0;
  const digits = (negative ? -BigInt(minor) : BigInt(minor)).toString().padStart(exponent + 1, '0');
  const text = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  return negative ? `-${text}` : text;
};
