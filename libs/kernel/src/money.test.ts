import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currencyCode, exponentOf, formatMinor, parseMinor } from './money.ts';

const currency = fc.constantFrom('COP', 'MXN', 'PEN', 'USD', 'CLP', 'CLF', 'COU', 'KWD');
const minor = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

describe('amounts', () => {
  it('come back from their text exactly', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        expect(parseMinor(formatMinor(amount, code), code)).toEqual({ ok: true, value: amount });
      }),
    );
  });

  it('keep their sum in text', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.integer({ min: 0, max: 1e12 }),
        currency,
        (a, b, code) => {
          const sum = parseMinor(formatMinor(BigInt(a) + BigInt(b), code), code);
          expect(sum).toEqual({ ok: true, value: a + b });
        },
      ),
    );
  });

  it.each([
    [123450, 'USD', '1234.50'],
    [-5, 'USD', '-0.05'],
    [0, 'COP', '0.00'],
    [1500, 'CLP', '1500'],
    [385_214_567, 'CLF', '38521.4567'],
    [1, 'COU', '0.0001'],
    [2, 'KWD', '0.002'],
    [12345678901234567890n, 'USD', '123456789012345678.90'],
  ])('%s minor units of %s are written %s', (amount, code, text) =>
    expect(formatMinor(amount, code)).toBe(text),
  );

  it.each([
    ['38521.4567', 'CLF', 385_214_567],
    ['+7', 'USD', 700],
    [' 12.5 ', 'USD', 1250],
    ['12.500', 'USD', 1250],
    ['-0', 'USD', 0],
    ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
  ])('"%s" of %s is %s', (text, code, value) => expect(parseMinor(text, code)).toEqual({ ok: true, value }));

  it.each([
    ['90071992547409.92', 'USD', 'too large'],
    ['1000000000000000000', 'CLP', 'too large'],
    ['1.005', 'USD', 'more than 2 decimals'],
    ['1.5', 'CLP', 'more than 0 decimals'],
    ['1.00001', 'CLF', 'more than 4 decimals'],
    ['1,5', 'USD', 'is not an amount'],
    ['1e3', 'USD', 'is not an amount'],
    ['', 'USD', 'is not an amount'],
    ['.5', 'USD', 'is not an amount'],
    ['--1', 'USD', 'is not an amount'],
  ])('"%s" of %s is refused: %s', (text, code, reason) => {
    expect(parseMinor(text, code)).toEqual({ ok: false, error: expect.stringContaining(reason) });
  });
});

describe('currencies', () => {
  it.each([
    ['uf', 'CLF'],
    ['UVR', 'COU'],
    [' cop ', 'COP'],
    ['CLF', 'CLF'],
  ])('"%s" is %s', (text, code) => expect(currencyCode(text)).toEqual({ ok: true, value: code }));

  it('names one it does not know', () => {
    expect(currencyCode('PESOS')).toEqual({ ok: false, error: 'unknown currency "PESOS"' });
  });

  it.each([
    ['CLP', 0],
    ['PYG', 0],
    ['MXN', 2],
    ['TND', 3],
    ['CLF', 4],
    ['COU', 4],
  ])('%s has %s decimals', (code, digits) => expect(exponentOf(code)).toBe(digits));
});
