import { type EpochDay } from '@cauce/domain';
import { type DateText } from '@cauce/kernel';
import DateHolidays from 'date-holidays';
import type { HolidaySource } from './schema.ts';

type Calendar = InstanceType<typeof DateHolidays>;

const publicDays = (calendar: Calendar, year: number): DateText[] =>
  calendar
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice(0, 10));

const ruleCalendar = (rule: string): Calendar => {
  const calendar = new DateHolidays();
  calendar.setHoliday(rule, { name: rule, type: 'public' });
  return calendar;
};

/** Names what is wrong with a source of holidays, or nothing. */
export const holidayProblems = ({ calendar, corrections }: HolidaySource): string[] => {
  const problems: string[] = [];
  if (!(calendar in new DateHolidays().getCountries()))
    problems.push(`unknown holiday calendar "${calendar}"`);
  for (const { date } of corrections) {
    try {
      ruleCalendar(date).getHolidays(2024);
    } catch {
      problems.push(`holiday correction "${date}" is not a date rule`);
    }
  }
  return problems;
};

/**
 * The public holidays of a year, as date-holidays has them and our corrections leave them. Years are worked out when
 * first asked for, then kept.
 */
export const holidaysOf = ({
  calendar,
  corrections,
}: HolidaySource): ((year: number) => ReadonlySet<DateText>) => {
  const country = new DateHolidays(calendar);
  const rules = corrections.map(({ action, date }) => ({ action, calendar: ruleCalendar(date) }));
  const years = new Map<number, ReadonlySet<DateText>>();
  return (year) => {
    const known = years.get(year);
    if (known) return known;
    const days = new Set(publicDays(country, year));
    for (const { action, calendar: rule } of rules) {
      for (const day of publicDays(rule, year)) action === 'add' ? days.add(day) : days.delete(day);
    }
    years.set(year, days);
    return days;
  };
};

/** The engine's question: is a local day (counted from 1970-01-01) a holiday? Days asked for are kept. */
export const holidayTest = (source: HolidaySource): ((day: EpochDay) => boolean) => {
  const ofYear = holidaysOf(source);
  const known = new Map<EpochDay, boolean>();
  return (day) =>
    known.getOrInsertComputed(day, () => {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
      return ofYear(Number(date.slice(0, 4))).has(date);
    });
};
