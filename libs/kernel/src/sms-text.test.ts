import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gsm7Codes, gsm7Text, smsSegments, toGsm7 } from './sms-text.ts';

describe('the GSM 7-bit alphabet', () => {
  // Codes read off the tables of 3GPP TS 23.038, 6.2.1 and 6.2.1.1.
  it.each([
    ['@', [0x00]],
    ['£$é', [0x01, 0x02, 0x05]],
    ['Ç\nØ', [0x09, 0x0a, 0x0b]],
    ['Δ_É', [0x10, 0x11, 0x1f]],
    [' 0?', [0x20, 0x30, 0x3f]],
    ['¡AÑÜ§', [0x40, 0x41, 0x5d, 0x5e, 0x5f]],
    ['¿añüà', [0x60, 0x61, 0x7d, 0x7e, 0x7f]],
    ['€[', [0x1b, 0x65, 0x1b, 0x3c]],
    [
      '{}\\~]|^\f',
      [0x1b, 0x28, 0x1b, 0x29, 0x1b, 0x2f, 0x1b, 0x3d, 0x1b, 0x3e, 0x1b, 0x40, 0x1b, 0x14, 0x1b, 0x0a],
    ],
  ])('writes %j', (text, codes) => {
    expect([...(gsm7Codes(text) ?? [])]).toEqual(codes);
    expect(gsm7Text(Uint8Array.from(codes))).toBe(text);
  });

  it.each(['á', 'í', 'ó', 'ú', 'Á', 'ç', '•', '\u001b', 'Ж'])('has no %j', (text) =>
    expect(gsm7Codes(text)).toBeNull(),
  );

  it('has 137 characters, each with its own code', () => {
    const all = Array.from({ length: 0x2100 }, (_, code) => String.fromCodePoint(code));
    const codes = all.flatMap((character) => gsm7Codes(character)?.toString() ?? []);
    expect([codes.length, new Set(codes).size]).toEqual([137, 137]);
  });
});

describe('a text brought into the alphabet', () => {
  it.each([
    ['Información: acción sin daño, pingüino, café', 'Informacion: accion sin daño, pingüino, café'],
    ['ÁÍÓÚÉ áíóúé', 'AIOUÉ aioué'],
    ['Cuenta ••••1234 — “vence” el 1.º…', 'Cuenta ****1234 - "vence" el 1.o...'],
    ['$\u00a01.234,50 y ₡500', '$ 1.234,50 y CRC500'],
    ['n\u0303 e\u0301 a\u0301', 'ñ é a'],
    ['Жду 😀', '??? ?'],
  ])('%j becomes %j', (text, brought) => expect(toGsm7(text)).toBe(brought));

  it('is in it whatever it was, and stays what it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const brought = toGsm7(text);
        expect(gsm7Text(gsm7Codes(brought) ?? new Uint8Array())).toBe(brought);
        expect(toGsm7(brought)).toBe(brought);
      }),
    );
  });
});

describe('the number of short messages', () => {
  const times = (character: string, count: number): string => character.repeat(count);

  it.each([
    ['nothing', '', 1],
    ['160 septets', times('a', 160), 1],
    ['161 septets', times('a', 161), 2],
    ['306 septets', times('a', 306), 2],
    ['307 septets', times('a', 307), 3],
    ['80 characters of the extension', times('€', 80), 1],
    ['81 of them', times('€', 81), 2],
    ['an escape that would be cut from its code', `${times('a', 152)}€${times('a', 152)}`, 3],
    ['70 units', times('á', 70), 1],
    ['71 units', times('á', 71), 2],
    ['a pair that would be cut in two', `${times('á', 66)}😀${times('á', 66)}`, 3],
  ])('for %s', (_what, text, segments) => expect(smsSegments(text)).toBe(segments));
});
