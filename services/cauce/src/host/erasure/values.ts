/** What is sealed of a person, by the field that it was sealed as. */
export type PersonalValues = ReadonlyMap<string, ReadonlySet<string>>;

/** Parts of a name: many people share each, so that only a given name beside a surname tells who it is. */
const GIVEN = ['givenName'];
const SURNAMES = ['surname', 'secondSurname'];
/** Never tells who it is: every first instalment is "1". */
const COMMON: ReadonlySet<string> = new Set([...GIVEN, ...SURNAMES, 'instalment']);
/** Shorter numbers are anybody's: a day, a count, an instalment. */
const NUMBER = 4;
/** Digits that make a telephone without its country's prefix, or a document without its check digit. */
const DIGITS = 7;
/** A shorter code is looked for as a whole cell. */
const CODE = 4;

const unaccented = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Letters and digits alone: "12.345.678-5" and "123456785" are one. */
const plain = (text: string): string => unaccented(text).replace(/[^\p{L}\p{N}]/gu, '');

/** Words between single blanks, so that " ana " is not in " banana ". */
const wordsOf = (text: string): string =>
  ` ${
    unaccented(text)
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  } `;

const isNumber = (value: string): boolean => /^\d+$/.test(value);

/** The value however it is punctuated, but no part of a longer number or word: "OB-1" is not in "OB-10". */
const within = (value: string): string => {
  const edge = (character: string): string => (isNumber(character) ? '\\d' : '\\p{L}');
  const spelled = [...value].join('[^\\p{L}\\p{N}]*');
  return `(?<!${edge(value.at(0) ?? '')})${spelled}(?!${edge(value.at(-1) ?? '')})`;
};

/** Values that tell whose they are without another: codes, numbers, mail boxes, names of companies. */
const identifying = (values: PersonalValues): string[] =>
  [...values].flatMap(([field, those]) =>
    COMMON.has(field)
      ? []
      : [...those]
          .filter((value) => field === 'legalName' || /[\d@]/.test(value))
          .map(plain)
          .filter((value) => value !== '' && !(isNumber(value) && value.length < NUMBER)),
  );

/**
 * Whether the cells of a line, as a file wrote them, tell of a person, however both are punctuated. Rather too often
 * than too seldom where two people share what identifies: a telephone, a full name. What is short or common never
 * counts alone, or a line of anybody would go.
 */
export const tellsOf = (values: PersonalValues): ((cells: readonly string[]) => boolean) => {
  const wanted = [...new Set(identifying(values))];
  const inCells = wanted.filter((value) => value.length >= (isNumber(value) ? DIGITS : CODE));
  const numbers = inCells.filter(isNumber);
  const whole = new Set(wanted);
  const pattern = inCells.length > 0 ? new RegExp(inCells.map(within).join('|'), 'u') : null;
  const namesIn = (fields: readonly string[]): string[] =>
    fields.flatMap((field) => [...(values.get(field) ?? [])].map(wordsOf)).filter((name) => name.trim());
  const [given, surnames] = [namesIn(GIVEN), namesIn(SURNAMES)];

  const identifies = (text: string): boolean => {
    const cell = plain(text);
    if (whole.has(cell) || pattern?.test(unaccented(text))) return true;
    const partOf = (value: string): boolean => value.startsWith(cell) || value.endsWith(cell);
    return cell.length >= DIGITS && isNumber(cell) && numbers.some(partOf);
  };
  const names = (text: string): boolean => {
    const words = wordsOf(text);
    return given.some((one) => words.includes(one)) && surnames.some((one) => words.includes(one));
  };
  return (cells) =>
    cells.some((cell, index) => identifies(cell) || names(`${cell} ${cells[index + 1] ?? ''}`));
};
