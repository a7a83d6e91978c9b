import type { DateText, InstantText, Zone } from '@cauce/kernel';

const here = new Map<string, Temporal.ZonedDateTime>();

/** What a zone's clock and calendar show at an instant. */
export const shown = (zone: Zone, ms: number): Temporal.ZonedDateTime => {
  if (here.size > 10_000) here.clear();
  return here.getOrInsertComputed(`${ms}${zone}`, () =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone),
  );
};

export const dateIn = (zone: Zone, ms: number): DateText => shown(zone, ms).toPlainDate().toString();
export const timeIn = (zone: Zone, ms: number): string =>
  shown(zone, ms).toPlainTime().toString().slice(0, 5);

/** 0 for Sunday … 6 for Saturday. */
export const weekdayIn = (zone: Zone, ms: number): number => shown(zone, ms).dayOfWeek % 7;

export const addDays = (date: DateText, days: number): DateText =>
  Temporal.PlainDate.from(date).add({ days }).toString();

export const mondayOf = (date: DateText): DateText =>
  addDays(date, 1 - Temporal.PlainDate.from(date).dayOfWeek);

/** The local date of a date, or of an instant. */
export const dateOf = (zone: Zone, when: InstantText | DateText): DateText =>
  when.length === 10 ? when : dateIn(zone, Date.parse(when));

/** Milliseconds since 1970 of the first instant of a date in a zone. */
export const startOf = (date: DateText, zone: Zone): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
