/** GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1): the place of a character is its code. */
const BASIC = [
  '@£$¥èéùìòÇ\nØø\rÅå',
  'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ',
  ' !"#¤%&\'()*+,-./',
  '0123456789:;<=>?',
  '¡ABCDEFGHIJKLMNO',
  'PQRSTUVWXYZÄÖÑÜ§',
  '¿abcdefghijklmno',
  'pqrstuvwxyzäöñüà',
].join('');

const ESCAPE = 0x1b;

/** Its extension table (6.2.1.1): these take an escape and a code. */
const EXTENSION: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};

const CODES: ReadonlyMap<string, readonly number[]> = new Map([
  ...[...BASIC].flatMap((character, code) =>
    code === ESCAPE ? [] : [[character, [code]] as [string, number[]]],
  ),
  ...Object.entries(EXTENSION).map(([character, code]): [string, number[]] => [character, [ESCAPE, code]]),
]);
const EXTENDED: ReadonlyMap<number, string> = new Map(
  Object.entries(EXTENSION).map(([character, code]) => [code, character]),
);

/** What stands for characters that have no letter of the alphabet inside them. */
const INSTEAD: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u202f': ' ',
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '…': '...',
  '•': '*',
  '·': '.',
  ª: 'a',
  º: 'o',
  '₡': 'CRC',
  '₲': 'Gs.',
};

/** Codes of a text in the GSM 7-bit alphabet, one to an octet; null where it has a character that is not in it. */
export const gsm7Codes = (text: string): Uint8Array | null => {
  const codes: number[] = [];
  for (const character of text) {
    const own = CODES.get(character);
    if (!own) return null;
    codes.push(...own);
  }
  return Uint8Array.from(codes);
};

/** The text of GSM 7-bit codes; "?" for a code of the extension table that stands for nothing. */
export const gsm7Text = (codes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < codes.length; at += 1) {
    const code = (codes[at] ?? 0) & 0x7f;
    if (code === ESCAPE) {
      at += 1;
      text += EXTENDED.get(codes[at] ?? 0) ?? '?';
    } else text += BASIC[code];
  }
  return text;
};

/** The letter under its accents ("á" → "a"), else the nearest signs of the alphabet, else "?". */
const nearest = (character: string): string => {
  const [bare = ''] = character.normalize('NFD');
  return INSTEAD[character] ?? (CODES.has(bare) ? bare : '?');
};

/** The text in the GSM 7-bit alphabet: letters that are in it, such as ñ, é and ü, stay; others lose their accents. */
export const toGsm7 = (text: string): string =>
  [...text.normalize('NFC')]
    .map((character) => (CODES.has(character) ? character : nearest(character)))
    .join('');

/** Room of a message alone, and of each part of a longer one, which gives six octets to its header (TS 23.040). */
const ROOM = { gsm7: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } } as const;

/**
 * How many short messages a text is carried in, which is what providers charge for: by the septet where all of it is
 * in the GSM 7-bit alphabet, else by the UTF-16 unit. A character is never cut in two.
 */
export const smsSegments = (text: string): number => {
  const isGsm7 = gsm7Codes(text) !== null;
  const sizes = [...text].map((character) =>
    isGsm7 ? (CODES.get(character)?.length ?? 1) : character.length,
  );
  const { alone, part } = isGsm7 ? ROOM.gsm7 : ROOM.ucs2;
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return segments;
};
