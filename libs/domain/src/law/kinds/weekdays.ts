import type { TimeText } from '../pack.ts';
import { HOUR, MINUTE } from '../wall-clock.ts';

/** How far ahead a lawful instant is looked for: a year, so that a mark with an end defers to it. */
export const SEARCH_DAYS = 366;

/** How far a zone's next open day is looked for; past it the search of the decision itself has ended. */
export const LONGEST_CLOSURE_DAYS = SEARCH_DAYS + 2;

const WEEKDAYS: readonly string[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Milliseconds since local midnight. */
export const timeOfDay = (text: TimeText): number => {
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
