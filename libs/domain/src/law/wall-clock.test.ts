import { describe, expect, it } from '@jest/globals';
import {
  DAY,
  dayAt,
  dayOf,
  firstOnDay,
  firstOpen,
  HOUR,
  MINUTE,
  mondayOf,
  wallAt,
  weekdayOf,
} from './wall-clock.ts';

const ms = (text: string) => Date.parse(text);
const FAR = Number.POSITIVE_INFINITY;

/** Opens every day from `open` (inclusive) to `close`. */
const daily = (open: number, close: number) => (wall: number) => {
  const day = Math.floor(wall / DAY) * DAY;
  if (wall < day + close) return Math.max(wall, day + open);
  return day + DAY + open;
};

describe('wallAt, dayAt', () => {
  it('agrees with Temporal over two years of hours in zones that change their clocks', () => {
    const zones = [
      'America/New_York',
      'America/Santiago',
      'America/Bogota',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    ];
    for (const zone of zones) {
      for (let at = ms('2011-06-01T00:00:00Z'); at < ms('2013-06-01T00:00:00Z'); at += 7 * HOUR) {
        const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        expect(wallAt(zone, at) - at).toBe(here.offsetNanoseconds / 1e6);
        expect(dayAt(zone, at)).toBe(dayOf(here.toPlainDate().toString()));
      }
    }
  });
});

describe('weekdayOf, mondayOf', () => {
  it('names weekdays before and after 1970', () => {
    expect(weekdayOf(dayOf('2026-05-10'))).toBe(0);
    expect(weekdayOf(dayOf('1969-12-29'))).toBe(1);
    expect(mondayOf(dayOf('2026-05-10'))).toBe(dayOf('2026-05-04'));
    expect(mondayOf(dayOf('2026-05-04'))).toBe(dayOf('2026-05-04'));
    expect(mondayOf(dayOf('2027-01-01'))).toBe(dayOf('2026-12-28'));
  });
});

describe('firstOpen', () => {
  const open = (zone: string, from: string, opens: number, closes: number) =>
    new Date(firstOpen(zone, ms(from), FAR, daily(opens, closes))).toISOString();

  it('moves an opening that the clock skips to the end of the gap', () => {
    const [opens, closes] = [2 * HOUR + 30 * MINUTE, 4 * HOUR];
    expect(open('America/New_York', '2026-03-08T05:00:00Z', opens, closes)).toBe('2026-03-08T07:00:00.000Z');
  });

  it('goes to the next day where the clock skips the whole window', () => {
    const [opens, closes] = [2 * HOUR + 15 * MINUTE, 2 * HOUR + 45 * MINUTE];
    expect(open('America/New_York', '2026-03-08T05:00:00Z', opens, closes)).toBe('2026-03-09T06:15:00.000Z');
  });

  it('opens twice on the day whose hour is repeated', () => {
    const [opens, closes] = [HOUR + 15 * MINUTE, HOUR + 45 * MINUTE];
    expect(open('America/New_York', '2026-11-01T04:00:00Z', opens, closes)).toBe('2026-11-01T05:15:00.000Z');
    expect(open('America/New_York', '2026-11-01T05:45:00Z', opens, closes)).toBe('2026-11-01T06:15:00.000Z');
    expect(open('America/New_York', '2026-11-01T06:45:00Z', opens, closes)).toBe('2026-11-02T06:15:00.000Z');
  });

  it('starts a day at 01:00 where the clock skips midnight', () => {
    const start = firstOnDay('America/Santiago', ms('2026-09-05T12:00:00Z'), FAR, dayOf('2026-09-06'));
    expect(new Date(start).toISOString()).toBe('2026-09-06T04:00:00.000Z');
    expect(wallAt('America/Santiago', start) % DAY).toBe(HOUR);
  });

  it('skips a date that a zone never had (Samoa, 30 December 2011)', () => {
    const start = firstOnDay('Pacific/Apia', ms('2011-12-29T12:00:00Z'), FAR, dayOf('2011-12-30'));
    expect(dayAt('Pacific/Apia', start)).toBe(dayOf('2011-12-31'));
  });

  it('finds nothing past its limit', () => {
    expect(firstOpen('America/Bogota', 0, DAY, () => FAR)).toBe(FAR);
  });
});
