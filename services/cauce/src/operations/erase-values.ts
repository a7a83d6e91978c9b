/** Shorter values are found as whole cells only: "Ana" is in "Banana". */
const SHORT = 4;
/** Digits that make a telephone without its country's prefix, or a document without its check digit. */
const DIGITS = 7;

/** Letters and digits alone, without accents: "12.345.678-5" and "123456785" are one. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/**
 * Whether a text as a file wrote it holds one of a person's values, however both are punctuated. Rather too often
 * than too seldom: a name that two people share counts.
 */
export const holdsOneOf = (values: Iterable<string>): ((text: string) => boolean) => {
  const wanted = [...new Set([...values].map(plain))].filter((value) => value !== '');
  const long = wanted.filter((value) => value.length >= SHORT);
  const short = new Set(wanted.filter((value) => value.length < SHORT));
  const numbers = long.filter((value) => /^\d+$/.test(value));
  return (text) => {
    const cell = plain(text);
    if (short.has(cell) || long.some((value) => cell.includes(value))) return true;
    return cell.length >= DIGITS && /^\d+$/.test(cell) && numbers.some((value) => value.includes(cell));
  };
};
