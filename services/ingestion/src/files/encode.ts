import type { Encoding } from './table.ts';

/** Windows-1252 where it differs from Latin-1, from the decoder's own table. */
const HIGH = new Map(
  Array.from(
    new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 128 }, (_unused, index) => index + 128)),
    (sign, index) => [sign, index + 128],
  ),
);

const windows1252 = (text: string): Buffer =>
  Buffer.from(
    Array.from(text, (sign) => (sign.charCodeAt(0) < 128 ? sign.charCodeAt(0) : (HIGH.get(sign) ?? 0x3f))),
  );

/** The bytes of a text in a file's encoding; a character that Windows-1252 lacks becomes "?". */
export const encoded = (text: string, encoding: Exclude<Encoding, 'auto'>): Buffer => {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'windows-1252') return windows1252(text);
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
};
