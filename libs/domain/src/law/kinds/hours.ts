import type { HoursParameters } from '../pack.ts';
import { acrossZones } from '../settle.ts';
import { DAY, dayAt, type EpochDay, firstOpen, type WallMs, wallAt, weekdayOf } from '../wall-clock.ts';
import type { Kind } from './kind.ts';
import { isWithin, nextWithin, wallHours } from './personal-hours.ts';
import { LONGEST_CLOSURE_DAYS, timeOfDay, weekdaysIn } from './weekdays.ts';

/** Half-open, in milliseconds since local midnight. */
type Window = readonly [open: number, close: number];

const windowsByWeekday = (windows: HoursParameters['windows']): Window[][] => {
  const table: Window[][] = Array.from({ length: 7 }, () => []);
  for (const [key, spans] of Object.entries(windows)) {
    const ofDay = spans.map(([from, to]): Window => [timeOfDay(from), timeOfDay(to)]);
    for (const weekday of weekdaysIn(key)) table[weekday] = ofDay.toSorted((a, b) => a[0] - b[0]);
  }
  return table;
};

/** Allowed while the wall clocks of all candidate zones stand in a window of a day that is open there. */
export const hours: Kind<'hours'> = (parameters, { isHoliday }) => {
  const byWeekday = windowsByWeekday(parameters.windows);
  const windowsOn = (day: EpochDay): readonly Window[] =>
    parameters.closedOnHolidays && isHoliday(day) ? [] : (byWeekday[weekdayOf(day)] ?? []);

  const nextOpen = (wall: WallMs): WallMs => {
    let day = Math.floor(wall / DAY);
    let time = wall - day * DAY;
    const last = day + LONGEST_CLOSURE_DAYS;
    for (; day <= last; day += 1, time = 0) {
      for (const [open, close] of windowsOn(day))
        if (time < close || (parameters.closedEnd && time === close)) return day * DAY + Math.max(time, open);
    }
    return Number.POSITIVE_INFINITY;
  };

  return ({ facts: { zones, standing }, at, until }) => {
    const agreed = parameters.agreedHoursToo ? wallHours(standing?.agreed) : [];
    const open = (wall: WallMs): WallMs =>
      agreed.length === 0 ? nextOpen(wall) : Math.min(nextOpen(wall), nextWithin(agreed, wall));
    const perZone = zones.map((zone) => (from: number) => firstOpen(zone, from, until, open));
    const onOpenDay = () => zones.every((zone) => windowsOn(dayAt(zone, at)).length > 0);
    return {
      earliest: acrossZones(perZone, parameters.anyZone, until),
      reason: () => (onOpenDay() ? 'QUIET_HOURS' : 'DAY_NOT_ALLOWED'),
      allowedBy: () =>
        zones.some(
          (zone) => isWithin(agreed, wallAt(zone, at)) && nextOpen(wallAt(zone, at)) > wallAt(zone, at),
        )
          ? 'OK_PRIOR_CONSENT'
          : undefined,
      inputs: () => ({
        zones: [...zones],
        holiday: zones.some((zone) => isHoliday(dayAt(zone, at))),
      }),
    };
  };
};
