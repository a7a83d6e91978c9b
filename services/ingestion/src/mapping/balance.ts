import type { BalanceInput } from '@cauce/domain';
import type { Findings } from './findings.ts';
import { amountIn, type Cells } from './readers.ts';
import type { Sources } from './source.ts';

/**
 * Reads the components of a balance. Where the file gives the balance as a whole, that decides, and the principal is
 * what interest, fees and tax leave of it; else a discount reduces the principal. Blank components are zero.
 */
export const balanceReader = (sources: Sources) => {
  const at = (name: string) => sources.get(name);
  return (cells: Cells, currency: string, findings: Findings): BalanceInput | undefined => {
    const amount = (name: string) => amountIn(at(name), cells, currency, findings);
    const before = findings.rejects.length;
    const whole = amount('balance');
    const [principal, interest = 0, fees = 0, tax = 0, discount = 0] = [
      'principal',
      'interest',
      'fees',
      'tax',
      'discount',
    ].map(amount);
    if (findings.rejects.length > before) return undefined;
    const source = at('balance') ?? at('principal');
    const rest = interest + fees + tax;
    if (whole === undefined && principal === undefined)
      return findings.reject(at('principal') ?? source, '', 'MISSING_VALUE: a value is needed here');
    const left = whole === undefined ? (principal ?? 0) - discount : whole - rest;
    if (left < 0) {
      const [field, why] =
        whole === undefined
          ? ['discount', 'the discount is more than the principal']
          : ['balance', 'the balance is less than its interest, fees and tax'];
      return findings.reject(at(field), at(field)?.read(cells) ?? '', `BALANCE_MISMATCH: ${why}`);
    }
    if (!Number.isSafeInteger(left + rest))
      return findings.reject(
        source,
        source?.read(cells) ?? '',
        'AMOUNT_TOO_LARGE: the components together are beyond what an amount may be',
      );
    return { principal: left, interest, fees, tax };
  };
};
