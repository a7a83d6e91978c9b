import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinParts, keyedDigest, sha256 } from './hashing.ts';
import { canonicalJson } from './json.ts';

const parts = fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 5 });

describe('SHA-256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('of "%s" is that of FIPS 180-4', (text, digest) => {
    expect(sha256(text)).toBe(digest);
    expect(sha256(Buffer.from(text))).toBe(digest);
  });

  it('reads text as UTF-8', () => expect(sha256('ñ€')).toBe(sha256(Buffer.from('ñ€', 'utf8'))));
});

describe('joined parts', () => {
  it('are equal only for equal lists', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(joinParts(a) === joinParts(b)).toBe(
          a.map(String).join('\0') === b.map(String).join('\0') && a.length === b.length,
        );
      }),
    );
  });
});

describe('the keyed digest', () => {
  const key = Buffer.alloc(32, 1);

  it('is HMAC-SHA-256 over kind and parts', () => {
    const expected = createHmac('sha256', key).update('5:point|7:a@b.com').digest('hex');
    expect(keyedDigest(key, 'point', ['a@b.com'])).toBe(expected);
  });

  it('is so for secrets and values of any length', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        fc.string({ unit: 'grapheme' }),
        (secret, text) => {
          const expected = createHmac('sha256', secret)
            .update(joinParts(['kind', text]))
            .digest('hex');
          expect(keyedDigest(secret, 'kind', [text])).toBe(expected);
          expect(keyedDigest(secret, 'kind', [text])).toBe(expected);
        },
      ),
    );
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order of keys, at any depth', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, reversed(inner)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('orders keys by code unit and keeps the order of lists', () => {
    expect(canonicalJson({ b: [2, 1], a: { z: null, A: true } })).toBe('{"a":{"A":true,"z":null},"b":[2,1]}');
  });
});
