import { err, exponentOf, parseMinor, type Result } from '@cauce/kernel';

/** How a file writes numbers: the decimal sign, and the sign between groups of three digits ("" for none). */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  readonly grouping: '' | '.' | ',' | ' ' | "'";
}

const PLAIN = /^\d+(\.\d+)?$/;
/** Three decimals after one to three digits: nearly always a grouped number read under the wrong decimal sign. */
const THOUSANDS = /^-?[1-9]\d{0,2}\.\d{3}$/;

/** Plain decimal text (point, no grouping) of a number as a file writes it, or undefined where it is none. */
const plainDecimal = (text: string, format: NumberFormat): string | undefined => {
  const tidy = text
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/^([+-]?)\s*(?:[A-Z]{0,3}\$|S\/\.?|€)\s*/, '$1')
    .replace(/\$$/, '')
    .trim();
  const sign = /^[+-]/.exec(tidy)?.[0] ?? '';
  const [whole = '', fraction, ...more] = tidy.slice(sign.length).split(format.decimal);
  if (more.length > 0) return undefined;
  const groups = format.grouping === '' ? [whole] : whole.split(format.grouping);
  if (
    groups.length > 1 &&
    !(/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group)))
  ) {
    return undefined;
  }
  const digits = groups.join('');
  if (!/^\d+$/.test(digits) || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  return `${sign === '-' ? '-' : ''}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
};

/**
 * Minor units of an amount as a file writes it ("1.234,50", "$ 1,234.50"), never negative.
 * Errors begin with INVALID_AMOUNT, NEGATIVE_AMOUNT or AMOUNT_TOO_LARGE.
 */
export const amountOf = (text: string, currency: string, format: NumberFormat): Result<number> => {
  const plain = format.decimal === '.' && PLAIN.test(text) ? text : plainDecimal(text, format);
  if (plain === undefined)
    return err(`INVALID_AMOUNT: "${text}" is not a number with decimal sign "${format.decimal}"`);
  if (THOUSANDS.test(plain) && exponentOf(currency) < 3) {
    return err(
      `INVALID_AMOUNT: "${text}" may mean thousands; its decimal sign is declared as "${format.decimal}"`,
    );
  }
  const minor = parseMinor(plain, currency);
  if (minor.ok) return minor.value < 0 ? err(`NEGATIVE_AMOUNT: ${text} is less than zero`) : minor;
  if (plain.startsWith('-')) return err(`NEGATIVE_AMOUNT: ${text} is less than zero`);
  const rounded = parseMinor(plain.replace(/\..*$/, ''), currency);
  return rounded.ok
    ? err(`INVALID_AMOUNT: ${minor.error}`)
    : err(`AMOUNT_TOO_LARGE: ${text} is beyond what an amount may be`);
};
