/** Texts that databases take differently, in the order of their code points. */
export const ODD_TEXTS: readonly string[] = [
  '',
  '\0',
  '$set',
  '.',
  'a',
  'a\0',
  'a\0b',
  'a b',
  "a'b",
  'a.b',
  'a/b',
  'ab',
  'a|b',
  'a~',
  '~',
  '\u0080',
  'ñ',
  '\ud7ff',
  '\uffff',
  '\u{1f600}',
  '\u{10ffff}',
];

/** The same texts in another order. */
export const shuffled = <T>(texts: readonly T[]): readonly T[] => {
  const odd = texts.filter((_, n) => n % 2 === 1);
  return [...odd.reverse(), ...texts.filter((_, n) => n % 2 === 0)];
};
