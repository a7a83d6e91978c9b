import { currencyCode, type Money, parseMinor } from '@cauce/kernel';

/** What a short message costs, by the first digits of the phone that it goes to; none for all others. */
export type Tariff = ReadonlyMap<string, Money>;

/** A tariff says what is no price. */
export class TariffError extends Error {
  readonly code = 'TARIFF';

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'TariffError';
  }
}

const ENTRY = /^(\d*)=(\S+) (\S+)$/;

const priceIn = (entry: string): [string, Money] | string => {
  const [, digits = '', amount = '', code = ''] = ENTRY.exec(entry) ?? [];
  if (amount === '') return `"${entry}" is no price: write the first digits, "=", amount and currency`;
  const currency = currencyCode(code);
  if (!currency.ok) return currency.error;
  const minor = parseMinor(amount, currency.value);
  return minor.ok ? [digits, { minor: minor.value, currency: currency.value }] : minor.error;
};

/**
 * Reads "57=18.00 COP, 1=0.02 USD, =0.10 USD": prices of one short message in whole minor units, the last one for
 * phones that begin otherwise. Throws TariffError with every mistake.
 */
export const parseTariff = (text: string): Tariff => {
  const prices = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(priceIn);
  const problems = prices.filter((price) => typeof price === 'string');
  if (problems.length > 0) throw new TariffError(problems);
  return new Map(prices.filter((price) => typeof price !== 'string'));
};

/** What so many short messages to a phone (E.164) cost: the price of the longest beginning; null where there is none. */
export const costOf = (tariff: Tariff, phone: string, segments: number): Money | null => {
  const digits = phone.replace(/\D/g, '');
  for (let length = digits.length; length >= 0; length -= 1) {
    const price = tariff.get(digits.slice(0, length));
    if (price) return { ...price, minor: price.minor * segments };
  }
  return null;
};
