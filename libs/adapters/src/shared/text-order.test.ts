import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterPrefix, compareText } from './text-order.ts';

const text = fc.string({ unit: 'binary', maxLength: 4 });

describe('the order of texts', () => {
  it('is that of their UTF-8 bytes', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });

  it('puts exactly the texts with a prefix between the prefix and what comes after it', () => {
    const edges = fc.constantFrom(
      '',
      '\ud7ff',
      '\u{10ffff}',
      'a\u{10ffff}',
      '\u{10ffff}\u{10ffff}',
      '\uffff',
    );
    fc.assert(
      fc.property(fc.oneof(text, edges), fc.oneof(text, edges), fc.boolean(), (prefix, other, inside) => {
        const candidate = inside ? prefix + other : other;
        const end = afterPrefix(prefix);
        const between =
          compareText(candidate, prefix) >= 0 && (end === undefined || compareText(candidate, end) < 0);
        expect(between).toBe(candidate.startsWith(prefix));
      }),
      { numRuns: 2_000 },
    );
  });
});
