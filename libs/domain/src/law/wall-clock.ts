import { type DateText, isZone, type Zone } from '@cauce/kernel';

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** Days since 1970-01-01 of a local calendar date. */
export type EpochDay = number;

/** Milliseconds since 1970-01-01T00:00 as a wall clock shows them: what UTC would be if the zone were UTC. */
export type WallMs = number;

/** A span of time in which a zone keeps one offset. Instants are milliseconds since 1970, `until` not included. */
interface Span {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

const spansOf = new Map<Zone, Span[]>();

const spanThrough = (zone: Zone, instant: number): Span => {
  const here = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const started = here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  const ends = here.getTimeZoneTransition('next');
  return {
    from: started?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: ends?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: here.offsetNanoseconds / 1e6,
  };
};

/** The span of constant offset that an instant lies in; found once per span, since zones change twice a year. */
const spanAt = (zone: Zone, instant: number): Span => {
  const spans = spansOf.get(zone) ?? [];
  for (const span of spans) if (span.from <= instant && instant < span.until) return span;
  const span = spanThrough(zone, instant);
  spansOf.set(zone, [...spans, span]);
  return span;
};

/** Whether this machine knows the zone; everything below throws when it does not. */
export const knowsZone = (zone: Zone): boolean => spansOf.has(zone) || isZone(zone);

/** What the wall clock of a zone shows at an instant. */
export const wallAt = (zone: Zone, instant: number): WallMs => instant + spanAt(zone, instant).offset;

/** The local calendar day of an instant. */
export const dayAt = (zone: Zone, instant: number): EpochDay => Math.floor(wallAt(zone, instant) / DAY);

/** The epoch day of a date text. */
export const dayOf = (date: DateText): EpochDay => Date.parse(`${date}T00:00:00Z`) / DAY;

/** 0 for Sunday … 6 for Saturday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: EpochDay): number => (((day + 4) % 7) + 7) % 7;

/** The Monday of the week (Monday to Sunday) of a day. */
export const mondayOf = (day: EpochDay): EpochDay => day - ((weekdayOf(day) + 6) % 7);

/**
 * The first instant from `from` on at which the zone's wall clock shows a time that `nextOpen` lets stand.
 * `nextOpen` gives the first open wall time at or after the one it is given. Exact through skipped and repeated
 * hours: each span of constant offset is searched on its own. Infinity when there is none up to `until`.
 */
export const firstOpen = (
  zone: Zone,
  from: number,
  until: number,
  nextOpen: (wall: WallMs) => WallMs,
): number => {
  let instant = from;
  while (instant <= until) {
    const span = spanAt(zone, instant);
    const open = nextOpen(instant + span.offset) - span.offset;
    if (open < span.until) return open <= until ? open : Number.POSITIVE_INFINITY;
    instant = span.until;
  }
  return Number.POSITIVE_INFINITY;
};

/** The first instant from `from` on whose local day is `day` or later; `from` itself when it already is. */
export const firstOnDay = (zone: Zone, from: number, until: number, day: EpochDay): number =>
  firstOpen(zone, from, until, (wall) => Math.max(wall, day * DAY));
