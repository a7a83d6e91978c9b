import type { PersonalHours } from '../facts.ts';
import { firstOfAll } from '../settle.ts';
import { DAY, dayOf, firstOpen, MINUTE, type WallMs, weekdayOf } from '../wall-clock.ts';
import { forbid } from './forbid.ts';
import type { Kind } from './kind.ts';
import { LONGEST_CLOSURE_DAYS, timeOfDay, weekdaysIn } from './weekdays.ts';

/** Hours of a person as wall-clock times. */
export interface WallHours {
  readonly weekdays: ReadonlySet<number>;
  readonly from: number;
  readonly to: number;
  /** The last local day on which they hold. */
  readonly last: number;
}

/** `longer`: milliseconds that they last beyond their end. */
export const wallHours = (hours: readonly PersonalHours[] = [], longer = 0): WallHours[] =>
  hours.map(({ days, from, to, lastDay }) => ({
    weekdays: new Set(days.flatMap(weekdaysIn)),
    from: timeOfDay(from),
    to: Math.min(timeOfDay(to) + longer, DAY),
    last: lastDay === undefined ? Number.POSITIVE_INFINITY : dayOf(lastDay),
  }));

/** The hours that hold at a wall-clock time. */
const holding = (hours: readonly WallHours[], wall: WallMs): WallHours | undefined => {
  const day = Math.floor(wall / DAY);
  const time = wall - day * DAY;
  return hours.find(
    ({ weekdays, from, to, last }) =>
      day <= last && weekdays.has(weekdayOf(day)) && from <= time && time < to,
  );
};

export const isWithin = (hours: readonly WallHours[], wall: WallMs): boolean =>
  holding(hours, wall) !== undefined;

/** The first wall-clock time from one on that lies in some hours; Infinity where none of the next week does. */
export const nextWithin = (hours: readonly WallHours[], wall: WallMs): WallMs => {
  if (isWithin(hours, wall)) return wall;
  const today = Math.floor(wall / DAY);
  const begins: WallMs[] = [];
  for (let day = today; day <= today + 7; day += 1) {
    for (const { weekdays, from, last } of hours) {
      const start = day * DAY + from;
      if (day <= last && start > wall && weekdays.has(weekdayOf(day))) begins.push(start);
    }
  }
  return Math.min(...begins);
};

/** Not in hours that the person does not wish. */
export const personalHours: Kind<'personal_hours'> = (
  { closedEnd },
  { reason = 'CONSUMER_INCONVENIENT_TIME' },
) => {
  return ({ facts: { zones, standing }, proposal: { at }, until }) => {
    const unwished = wallHours(standing?.inconvenient, closedEnd ? MINUTE : 0);
    const inputs = { hours: unwished.length, at };
    if (unwished.length === 0) return forbid(false, reason, inputs);
    const nextOpen = (wall: WallMs): WallMs => {
      const latest = wall + LONGEST_CLOSURE_DAYS * DAY;
      let open = wall;
      for (;;) {
        const held = holding(unwished, open);
        if (!held) return open;
        open = Math.floor(open / DAY) * DAY + held.to;
        if (open > latest) return Number.POSITIVE_INFINITY;
      }
    };
    const perZone = zones.map((zone) => (from: number) => firstOpen(zone, from, until, nextOpen));
    return {
      earliest: (from) => firstOfAll(perZone, from, until),
      reason: () => reason,
      inputs: () => inputs,
    };
  };
};
