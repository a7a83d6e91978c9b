/** An instant in UTC with milliseconds ("2026-03-01T14:30:00.000Z"): fixed width, so text order is time order. */
export type InstantText = string;
/** A calendar date, "2026-03-01". */
export type DateText = string;
/** An IANA time zone, "America/Bogota". */
export type Zone = string;

let lastMilliseconds = Number.NaN;
let lastText = '';

/** The fixed-width text of an instant; what is finer than a millisecond is cut off. */
export const instantText = (instant: Temporal.Instant): InstantText => instantOfMs(instant.epochMilliseconds);

/** The fixed-width text of milliseconds since 1970. The last answer is kept: events come in bursts of one instant. */
export const instantOfMs = (milliseconds: number): InstantText => {
  if (milliseconds !== lastMilliseconds) {
    lastMilliseconds = milliseconds;
    lastText = new Date(milliseconds).toISOString();
  }
  return lastText;
};

/** Milliseconds since 1970 of an instant text. */
export const msOf = (instant: InstantText): number => Date.parse(instant);

/** The local calendar date of an instant in a zone. */
export const localDate = (instant: InstantText, zone: Zone): DateText =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The instant of a local time in a zone; a time that a clock change skips moves forward by the gap. */
export const instantAt = (date: DateText, time: string, zone: Zone): InstantText =>
  instantText(
    Temporal.PlainDate.from(date)
      .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
      .toInstant(),
  );

/** The first instant of a calendar date in a zone (not always 00:00: some zones change their clocks at midnight). */
export const startOfDay = (date: DateText, zone: Zone): InstantText =>
  instantText(Temporal.PlainDate.from(date).toZonedDateTime(zone).startOfDay().toInstant());

/** A date moved by whole days. */
export const addDays = (date: DateText, days: number): DateText =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: DateText, to: DateText): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** Whether a text names a time zone that this machine knows. */
export const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
};
