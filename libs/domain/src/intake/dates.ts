import { type DateText, err, type InstantText, instantOfMs, ok, type Result } from '@cauce/kernel';

/** In which order a file writes day, month and year. ISO dates are understood under every order: they are never ambiguous. */
export type DateOrder = 'ISO' | 'D/M/Y' | 'M/D/Y';

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;
const SLASHED = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{1,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?$/;

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const daysIn = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (MONTH_DAYS[month - 1] ?? 0);

const dateText = (text: string, yearText: string, monthText: string, dayText: string): Result<DateText> => {
  if (yearText.length !== 4) return err(`INVALID_DATE: "${text}" needs a year of four digits`);
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText)];
  if (day < 1 || day > daysIn(year, month))
    return err(`INVALID_DATE: "${text}" is not a date of the calendar`);
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return err(`INVALID_DATE: the year of "${text}" is not between ${FIRST_YEAR} and ${LAST_YEAR}`);
  return ok(`${yearText}-${monthText.padStart(2, '0')}-${dayText.padStart(2, '0')}`);
};

/** The calendar date of a text in the file's order; a time of day after it is left aside. Errors begin with INVALID_DATE. */
export const dateOf = (text: string, order: DateOrder): Result<DateText> => {
  const iso = ISO.exec(text);
  if (iso) return dateText(text, iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const slashed = order === 'ISO' ? null : SLASHED.exec(text);
  if (!slashed)
    return err(`INVALID_DATE: "${text}" is not a date written ${order === 'ISO' ? 'YYYY-MM-DD' : order}`);
  const [, first = '', , second = '', year = ''] = slashed;
  return order === 'D/M/Y' ? dateText(text, year, second, first) : dateText(text, year, first, second);
};

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A date, or an instant where the text says its offset ("2026-03-01T14:30:00-05:00"). Errors begin with INVALID_DATE. */
export const momentOf = (text: string, order: DateOrder): Result<DateText | InstantText> => {
  const instant = INSTANT.exec(text);
  if (!instant) return dateOf(text, order);
  const date = dateOf(instant[1] ?? '', 'ISO');
  if (!date.ok) return date;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds)
    ? err(`INVALID_DATE: "${text}" is not an instant`)
    : ok(instantOfMs(milliseconds));
};
