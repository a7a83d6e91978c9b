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

const DAY_MS = 86_400_000;

/** The day asked for last in each zone: most questions are about one day. */
const lastDays = new Map<
  Zone,
  { readonly start: InstantText; readonly end: InstantText; readonly date: DateText }
>();

/** The local calendar date of an instant in a zone. */
export const localDate = (instant: InstantText, zone: Zone): DateText => {
  const last = lastDays.get(zone);
  if (last && instant >= last.start && instant < last.end) return last.date;
  const date = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
  const [start, end] = [startOfDay(date, zone), startOfDay(addDays(date, 1), zone)];
  // A day on which clocks change may be left and entered again: it is asked anew each time.
  if (msOf(end) - msOf(start) === DAY_MS) lastDays.set(zone, { start, end, date });
  return date;
};

const MOST_KNOWN = 4_096;

/** Remembers some answers of a question whose answer never changes. */
const remembering = (ask: (date: DateText, time: string, zone: Zone) => InstantText): typeof ask => {
  const known = new Map<string, InstantText>();
  return (date, time, zone) => {
    const key = `${date} ${time} ${zone}`;
    let answer = known.get(key);
    if (answer === undefined) {
      if (known.size >= MOST_KNOWN) known.clear();
      answer = ask(date, time, zone);
      known.set(key, answer);
    }
    return answer;
  };
};

/** The instant of a local time in a zone; a time that a clock change skips moves forward by the gap. */
export const instantAt = remembering((date, time, zone) =>
  instantText(
    Temporal.PlainDate.from(date)
      .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
      .toInstant(),
  ),
);

const firstInstant = remembering((date, _time, zone) =>
  instantText(Temporal.PlainDate.from(date).toZonedDateTime(zone).startOfDay().toInstant()),
);

/** The first instant of a calendar date in a zone (not always 00:00: some zones change their clocks at midnight). */
export const startOfDay = (date: DateText, zone: Zone): InstantText => firstInstant(date, '', zone);

/** A date moved by whole days. */
export const addDays = (date: DateText, days: number): DateText =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: DateText, to: DateText): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** Whether a text names a time zone that this machine knows. */
export const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
};
