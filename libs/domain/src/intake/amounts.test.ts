import { formatMinor } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountOf, type NumberFormat } from './amounts.ts';

const POINT: NumberFormat = { decimal: '.', grouping: ',' };
const COMMA: NumberFormat = { decimal: ',', grouping: '.' };

describe('amountOf', () => {
  it.each([
    ['1234.5', 'USD', POINT, 123_450],
    ['1,234.50', 'USD', POINT, 123_450],
    ['US$ 1,234', 'USD', POINT, 123_400],
    ['1.234,50', 'COP', COMMA, 123_450],
    ['$ 1.234', 'CLP', COMMA, 1_234],
    ['1 234,5', 'USD', { decimal: ',', grouping: ' ' }, 123_450],
    ['S/ 10', 'PEN', POINT, 1_000],
    ['0', 'USD', POINT, 0],
    ['12,3456', 'CLF', COMMA, 123_456],
  ] as const)('%s %s', (text, currency, format, minor) =>
    expect(amountOf(text, currency, format)).toEqual({ ok: true, value: minor }),
  );

  it.each([
    ['-1', 'USD', POINT, 'NEGATIVE_AMOUNT'],
    ['-1.000.000.000.000.000.000', 'USD', COMMA, 'NEGATIVE_AMOUNT'],
    ['1000000000000000000', 'CLP', POINT, 'AMOUNT_TOO_LARGE'],
    ['1234,50', 'USD', POINT, 'INVALID_AMOUNT'],
    ['1234.50', 'USD', COMMA, 'INVALID_AMOUNT'],
    ['1.500', 'USD', POINT, 'INVALID_AMOUNT'],
    ['12,34', 'USD', POINT, 'INVALID_AMOUNT'],
    ['1.005', 'CLP', POINT, 'INVALID_AMOUNT'],
    ['0.001', 'USD', POINT, 'INVALID_AMOUNT'],
    ['1e3', 'USD', POINT, 'INVALID_AMOUNT'],
    ['', 'USD', POINT, 'INVALID_AMOUNT'],
  ] as const)('refuses %s %s', (text, currency, format, code) => {
    const result = amountOf(text, currency, format);
    expect(result.ok ? result.value : result.error.split(':')[0]).toBe(code);
  });

  it('reads back every amount however it is grouped', () => {
    fc.assert(
      fc.property(
        fc.nat(Number.MAX_SAFE_INTEGER),
        fc.constantFrom('USD', 'CLP', 'CLF'),
        (minor, currency) => {
          const [whole = '', fraction] = formatMinor(minor, currency).split('.');
          const grouped =
            whole.replace(/\B(?=(\d{3})+$)/g, '.') + (fraction === undefined ? '' : `,${fraction}`);
          expect(amountOf(grouped, currency, COMMA)).toEqual({ ok: true, value: minor });
        },
      ),
    );
  });
});
