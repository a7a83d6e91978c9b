import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  daysBetween,
  instantAt,
  instantOfMs,
  instantText,
  isZone,
  localDate,
  msOf,
  startOfDay,
} from './time.ts';

const someMs = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 0, 1) });
const someDate = someMs.map((ms) => instantOfMs(ms).slice(0, 10));

describe('instants', () => {
  it('stand in text order as they stand in time', () => {
    fc.assert(
      fc.property(someMs, someMs, (a, b) => {
        expect(Math.sign(a - b)).toBe(
          instantOfMs(a) < instantOfMs(b) ? -1 : Number(instantOfMs(a) > instantOfMs(b)),
        );
      }),
    );
  });

  it('come back from their text', () => {
    fc.assert(fc.property(someMs, (ms) => expect(msOf(instantOfMs(ms))).toBe(ms)));
  });

  it('are cut off at the millisecond', () => {
    expect(instantText(Temporal.Instant.from('2026-03-09T14:30:00.123999Z'))).toBe(
      '2026-03-09T14:30:00.123Z',
    );
    expect(instantText(Temporal.Instant.from('2026-03-09T14:30:00Z'))).toBe('2026-03-09T14:30:00.000Z');
  });
});

describe('a local time', () => {
  it.each([
    // 2026-03-08 02:00 → 03:00 in New York: 02:30 is skipped and moves on by the hour of the gap.
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    // 2026-11-01 02:00 → 01:00 in New York: 01:30 comes twice, the earlier one is meant.
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-07-01', '09:30', 'America/Bogota', '2026-07-01T14:30:00.000Z'],
    // Chile's clocks: UTC−3 in summer, UTC−4 in winter.
    ['2026-01-15', '09:30', 'America/Santiago', '2026-01-15T12:30:00.000Z'],
    ['2026-07-15', '09:30', 'America/Santiago', '2026-07-15T13:30:00.000Z'],
  ])('%s %s in %s is %s', (date, time, zone, instant) => expect(instantAt(date, time, zone)).toBe(instant));
});

describe('the start of a day', () => {
  it.each([
    // Both zones put their clocks forward at midnight: 00:00 does not exist and the day starts at 01:00.
    ['2025-09-07', 'America/Santiago', '2025-09-07T04:00:00.000Z'],
    ['2023-10-01', 'America/Asuncion', '2023-10-01T04:00:00.000Z'],
    // The day on which Santiago puts them back starts once; the hour before midnight of the eve came twice.
    ['2026-04-05', 'America/Santiago', '2026-04-05T04:00:00.000Z'],
    ['2026-07-01', 'America/Bogota', '2026-07-01T05:00:00.000Z'],
  ])('%s in %s is %s', (date, zone, instant) => expect(startOfDay(date, zone)).toBe(instant));

  it.each(['America/Santiago', 'America/Asuncion', 'America/New_York', 'America/Lima', 'Pacific/Easter'])(
    'is the first millisecond of its date in %s',
    (zone) => {
      fc.assert(
        fc.property(someDate, (date) => {
          const start = startOfDay(date, zone);
          expect(localDate(start, zone)).toBe(date);
          expect(localDate(instantOfMs(msOf(start) - 1), zone)).toBe(addDays(date, -1));
        }),
        { numRuns: 50 },
      );
    },
  );
});

describe('dates', () => {
  it('move by whole days and count them', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2026-03-09', -9, '2026-02-28'],
  ])('%s moved by %s is %s', (date, days, moved) => expect(addDays(date, days)).toBe(moved));
});

describe('zones', () => {
  it.each(['America/Bogota', 'America/Argentina/Buenos_Aires', 'UTC'])('%s is one', (zone) =>
    expect(isZone(zone)).toBe(true),
  );
  it.each(['Bogota', '', '-05:00', '+03', 'America/Nowhere'])('"%s" is none', (zone) =>
    expect(isZone(zone)).toBe(false),
  );
});
