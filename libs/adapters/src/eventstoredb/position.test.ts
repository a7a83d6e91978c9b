import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { positionOf, positionText } from './position.ts';

const number = fc.bigInt({ min: 0n, max: 2n ** 64n - 2n });
const pair = fc.tuple(number, number);
const textOf = ([commit, prepare]: readonly [bigint, bigint]) =>
  positionText({ commit: String(commit), prepare: String(prepare) });

describe('the text of a position', () => {
  it('stands in the order of commit, then prepare', () => {
    fc.assert(
      fc.property(pair, pair, ([a, b], [c, d]) => {
        const before = a < c || (a === c && b < d);
        expect(textOf([a, b]) < textOf([c, d])).toBe(before);
      }),
    );
  });

  it('gives the position back', () => {
    fc.assert(
      fc.property(pair, ([commit, prepare]) => {
        expect(positionOf(textOf([commit, prepare]))).toEqual({ commit: `${commit}`, prepare: `${prepare}` });
      }),
    );
  });

  it('refuses what is none', () => {
    for (const text of ['', '7', '0000000000000007', '1/2', `${textOf([1n, 2n])} `]) {
      expect(() => positionOf(text)).toThrow(`"${text}" is not a position of this log`);
    }
  });

  it('says that the server is too old where it left the position out', () => {
    const commit = String(2n ** 64n - 1n);
    expect(() => positionText({ commit, prepare: commit })).toThrow(/22\.10/);
  });
});
