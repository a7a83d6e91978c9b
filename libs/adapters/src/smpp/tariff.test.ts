import { describe, expect, it } from '@jest/globals';
import { costOf, parseTariff, TariffError } from './tariff.ts';

describe('a tariff', () => {
  const tariff = parseTariff('57=18.00 COP, 573=20 COP,1=0.02 USD, 56=25 CLP');

  it.each([
    ['+573001234567', 2, { minor: 4_000, currency: 'COP' }],
    ['+576015550100', 1, { minor: 1_800, currency: 'COP' }],
    ['+15550100', 3, { minor: 6, currency: 'USD' }],
    ['+56961234567', 1, { minor: 25, currency: 'CLP' }],
    ['+51999999999', 1, null],
  ])('asks of %s by the longest beginning that it knows', (phone, segments, cost) => {
    expect(costOf(tariff, phone, segments)).toEqual(cost);
  });

  it('may have a price for everybody else, and may be none at all', () => {
    expect(costOf(parseTariff('=0.10 USD'), '+51999999999', 1)).toEqual({ minor: 10, currency: 'USD' });
    expect(costOf(parseTariff(''), '+51999999999', 1)).toBeNull();
  });

  it('names everything that is no price', () => {
    const wrong = () => parseTariff('57=x COP, 1=0.0075 USD, 56:25 CLP, 51=1 QQQ');
    expect(wrong).toThrow(TariffError);
    expect(wrong).toThrow(
      /"x" is not an amount; .*more than 2 decimals for USD; "56:25 CLP" is no price.*; .*QQQ/,
    );
  });
});
