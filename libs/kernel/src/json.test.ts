import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, parseJson } from './json.ts';

/** The same value with the keys of every object in another order. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, turned(inner)] as const);
  return Object.fromEntries(entries.reverse());
};

describe('canonical JSON', () => {
  it('says what JSON says, in one order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(turned(value))).toBe(text);
      }),
    );
  });

  it('orders keys by code unit, and leaves out what has no text', () => {
    const value = { b: [undefined, 1], a: undefined, é: { '9': 1, '10': 2 }, Z: new Date(0) };
    expect(canonicalJson(value)).toBe('{"Z":"1970-01-01T00:00:00.000Z","b":[null,1],"é":{"10":2,"9":1}}');
  });
});

describe('JSON from outside', () => {
  const nested = (levels: number, [open, close]: readonly [string, string]): string =>
    `${open.repeat(levels)}1${close.repeat(levels)}`;

  it('is what JSON.parse says', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
    expect(() => parseJson('{')).toThrow(/^not JSON: .+/);
  });

  it.each([
    ['lists', ['[', ']']],
    ['objects', ['{"a":', '}']],
    ['lists beside brackets in texts', ['["]]",', ',"[["]']],
  ] as const)('is refused where %s nest deeper than 100 levels', (_name, brackets) => {
    expect(() => parseJson(nested(100, brackets))).not.toThrow();
    for (const levels of [101, 50_000])
      expect(() => parseJson(nested(levels, brackets))).toThrow('it nests more than 100 levels deep');
  });
});
