import type { DateText, InstantText, Zone } from '@cauce/kernel';
import { msOf } from '@cauce/kernel';
import type { Earliest } from '../settle.ts';
import { DAY, dayAt, dayOf, type EpochDay, firstOnDay } from '../wall-clock.ts';

/** Half-open, in milliseconds since 1970. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

const DATE_LENGTH = 10;

const isDate = (when: InstantText | DateText): boolean => when.length === DATE_LENGTH;

/** The first instant of a local day in a zone. */
export const dayBegins = (zone: Zone, day: EpochDay): number =>
  firstOnDay(zone, (day - 1) * DAY, Number.POSITIVE_INFINITY, day);

/** The first instant at which a local day has begun in all of some zones. */
export const dayBeginsInAll = (zones: readonly Zone[], day: EpochDay): number =>
  Math.max(...zones.map((zone) => dayBegins(zone, day)));

/** The local day of a date, or of an instant. */
export const localDayOf = (when: InstantText | DateText, zone: Zone): EpochDay =>
  isDate(when) ? dayOf(when) : dayAt(zone, msOf(when));

/**
 * From an instant or the first minute of a date on, to the end of a last local day or for some days of which its own
 * is the first. Where zones differ, the longest of all.
 */
export const spanOf = (
  zones: readonly Zone[],
  { since, lastDay }: { readonly since?: InstantText | DateText; readonly lastDay?: DateText },
  days?: number,
): TimeSpan => {
  const begins = (zone: Zone): number => {
    if (since === undefined) return Number.NEGATIVE_INFINITY;
    return isDate(since) ? dayBegins(zone, dayOf(since)) : msOf(since);
  };
  const ends = (zone: Zone): number => {
    const named = lastDay === undefined ? Number.POSITIVE_INFINITY : dayBegins(zone, dayOf(lastDay) + 1);
    if (days === undefined || since === undefined) return named;
    return Math.min(named, dayBegins(zone, localDayOf(since, zone) + days));
  };
  return { from: Math.min(...zones.map(begins)), until: Math.max(...zones.map(ends)) };
};

export const holdsAt = ({ from, until }: TimeSpan, instant: number): boolean =>
  from <= instant && instant < until;

/** The instants at which some spans begin or end, in ascending order. */
export const edgesOf = (spans: readonly TimeSpan[]): number[] =>
  spans.flatMap(({ from, until }) => [from, until]).sort((a, b) => a - b);

/** The condition of lying in none of some spans. */
export const outside =
  (spans: readonly TimeSpan[]): Earliest =>
  (from) => {
    let instant = from;
    for (;;) {
      const held = spans.find((span) => holdsAt(span, instant));
      if (!held) return instant;
      instant = held.until;
    }
  };
