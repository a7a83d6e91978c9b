import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinParts } from './hashing.ts';
import { derivedId, keyedId } from './ids.ts';

const part = fc.oneof(fc.string(), fc.integer());
const parts = fc.array(part, { maxLength: 4 });
const secret = Buffer.alloc(32, 7);

/** UUID v5 written from RFC 9562 section 5.5, byte by byte. */
const uuid5 = (namespace: string, name: string): string => {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

describe('derived ids', () => {
  it('are UUID v5 of RFC 9562', () => {
    const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
    expect(uuid5(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
    const ours = '5f0c6a3f-6d0b-4c0e-9d5b-7d1f3a2e8c41';
    fc.assert(
      fc.property(fc.string(), parts, (kind, list) => {
        expect(derivedId(kind, ...list)).toBe(uuid5(ours, joinParts([kind, ...list])));
      }),
    );
  });

  it('never change: what was derived once is derived again by every later release', () => {
    expect(derivedId('contact', 'debtor', 'creditor', '2026-03-09', 1)).toBe(
      '25f8855c-55fa-5b2c-91c2-b8fb5d5ad637',
    );
  });

  it('differ when a border between two parts moves', () => {
    expect(derivedId('k', 'ab', 'c')).not.toBe(derivedId('k', 'a', 'bc'));
    expect(derivedId('k', 'a|1:b')).not.toBe(derivedId('k', 'a', 'b'));
    expect(derivedId('k', '')).not.toBe(derivedId('k'));
  });
});

describe('keyed ids', () => {
  it('carry version 8 and the RFC 9562 variant', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string(), parts, (key, kind, list) => {
        expect(keyedId(key, kind, ...list)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }),
    );
  });

  it('never change for a secret', () => {
    expect(keyedId(secret, 'debtor', 'CL', 'RUT', '111111111')).toBe('96731b15-31c0-8b68-b217-be6f1e4e2a03');
  });

  it('are others under another secret or kind', () => {
    const id = keyedId(secret, 'debtor', 'CO', 'CC', '52123456');
    expect(keyedId(Buffer.alloc(32, 8), 'debtor', 'CO', 'CC', '52123456')).not.toBe(id);
    expect(keyedId(secret, 'guarantor', 'CO', 'CC', '52123456')).not.toBe(id);
  });
});
