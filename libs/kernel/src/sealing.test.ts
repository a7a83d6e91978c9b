import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openBox, sealBox } from './sealing.ts';

const key = Buffer.alloc(32, 5);
const binding = 'contact-1|0|debtor|1';

describe('a sealed box', () => {
  it('opens to the same text under its key and binding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, boundTo) => {
        expect(openBox(key, boundTo, sealBox(key, boundTo, plain))).toBe(plain);
      }),
    );
  });

  it('opens under no other key', () => {
    const box = sealBox(key, binding, 'Ana Quispe');
    expect(() => openBox(Buffer.alloc(32, 6), binding, box)).toThrow();
  });

  it('opens at no other place', () => {
    const box = sealBox(key, binding, 'Ana Quispe');
    expect(() => openBox(key, 'contact-1|1|debtor|1', box)).toThrow();
  });

  it('does not open when any bit of it was changed', () => {
    const box = Buffer.from(sealBox(key, binding, 'Ana Quispe'), 'base64');
    for (let bit = 0; bit < box.length * 8; bit += 1) {
      const changed = Buffer.from(box);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openBox(key, binding, changed.toString('base64'))).toThrow();
    }
  });

  it('does not open when it was cut off, anywhere', () => {
    const box = Buffer.from(sealBox(key, binding, 'Ana Quispe'), 'base64');
    for (let length = 0; length < box.length; length += 1) {
      expect(() => openBox(key, binding, box.subarray(0, length).toString('base64'))).toThrow();
    }
  });

  it('never uses an initialisation vector twice, across refills of the pool too', () => {
    const fresh = randomBytes(32);
    const vectors = Array.from({ length: 2000 }, () =>
      Buffer.from(sealBox(fresh, binding, ''), 'base64')
        .subarray(0, 12)
        .toString('hex'),
    );
    expect(new Set(vectors).size).toBe(vectors.length);
  });

  it('does not show the text it holds', () => {
    const box = Buffer.from(sealBox(key, binding, 'ana@example.com'), 'base64');
    expect(box.includes('ana@example.com')).toBe(false);
    expect(box.length).toBe(12 + 'ana@example.com'.length + 16);
  });
});
