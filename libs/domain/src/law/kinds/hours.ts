import type { HoursParameters, TimeText } from '../pack.ts';
import { firstOfAll } from '../settle.ts';
import { DAY, dayAt, type EpochDay, firstOpen, HOUR, MINUTE, type WallMs, weekdayOf } from '../wall-clock.ts';
import type { Kind } from './kind.ts';

/** Half-open, in milliseconds since local midnight. */
type Window = readonly [open: number, close: number];

const WEEKDAYS: readonly string[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** How far a zone's next open day is looked for; past it the search of the decision itself has long ended. */
const LONGEST_CLOSURE_DAYS = 62;

const timeOfDay = (text: TimeText): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * HOUR + minutes * MINUTE;
};

/** Weekday numbers (0 Sunday) that a key of `windows` names: "sat" → [6], "mon-fri" → [1, 2, 3, 4, 5]. */
export const weekdaysIn = (key: string): number[] => {
  const [first = '', last = first] = key.split('-');
  const from = WEEKDAYS.indexOf(first);
  const length = (WEEKDAYS.indexOf(last) - from + 7) % 7;
  return Array.from({ length: length + 1 }, (_, i) => (from + i) % 7);
};

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
      for (const [open, close] of windowsOn(day)) if (time < close) return day * DAY + Math.max(time, open);
    }
    return Number.POSITIVE_INFINITY;
  };

  return ({ facts: { zones }, at, until }) => {
    const perZone = zones.map((zone) => (from: number) => firstOpen(zone, from, until, nextOpen));
    const onOpenDay = () => zones.every((zone) => windowsOn(dayAt(zone, at)).length > 0);
    return {
      earliest: (from) => firstOfAll(perZone, from, until),
      reason: () => (onOpenDay() ? 'QUIET_HOURS' : 'DAY_NOT_ALLOWED'),
      inputs: () => ({
        zones: [...zones],
        holiday: zones.some((zone) => isHoliday(dayAt(zone, at))),
      }),
    };
  };
};
