import type { Channel } from '@cauce/domain';
import type { DateText, InstantText, Zone } from '@cauce/kernel';
import fc from 'fast-check';
import { CHANNELS } from '../words.ts';

/** A day that is hard in a zone. */
export interface HardDay {
  readonly day: DateText;
  readonly zone: Zone;
}

const hard = (zone: Zone, ...days: DateText[]): HardDay[] => days.map((day) => ({ zone, day }));

/**
 * Where calendars are hard: both clock changes of both hemispheres, those at midnight too; a leap day, the year's end
 * with the hand-over of a rule, the day that Samoa left out, days on which rules come into force; and one like any.
 */
export const HARD_DAYS: readonly HardDay[] = [
  ...hard('America/New_York', '2026-03-08', '2026-11-01', '2026-12-31', '2021-11-30', '2025-05-16'),
  ...hard('America/Santiago', '2026-04-05', '2026-09-06'),
  ...hard('America/Havana', '2026-03-08', '2026-11-01'),
  ...hard('Europe/Madrid', '2026-03-29', '2026-10-25'),
  ...hard('America/Asuncion', '2024-03-24', '2024-10-06'),
  ...hard('America/Bogota', '2024-02-29', '2023-10-10', '2026-06-15'),
  ...hard('Pacific/Apia', '2011-12-30'),
  ...hard('Pacific/Kiritimati', '2027-01-01'),
];

/** Both sides of the date line, an offset of quarter hours, and a clock change of half an hour. */
export const FAR_ZONES: readonly Zone[] = [
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
];

const DAY = 86_400_000;

/** Instants of some days around a hard one: half of them on a coarse grid, so that some fall together. */
export const instantNear = (day: DateText, before: number, after: number): fc.Arbitrary<InstantText> =>
  fc
    .tuple(
      fc.integer({ min: -before * 1440, max: after * 1440 }),
      fc.constantFrom(0, 0, 0, 1_000, 59_999),
      fc.boolean(),
    )
    .map(([minutes, more, aligned]) => {
      const minute = aligned ? Math.round(minutes / 360) * 360 : minutes;
      return new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000 + more).toISOString();
    });

export const dateNear = (day: DateText, before: number, after: number): fc.Arbitrary<DateText> =>
  fc
    .integer({ min: -before, max: after })
    .map((days) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10));

/** Absent so many times for each time that it is there. */
const absent = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

export const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => absent(1, arbitrary);
export const rarely = <T>(arbitrary: fc.Arbitrary<T>) => absent(5, arbitrary);

/** An object without the parts that are undefined. */
export const sparse = <T extends object>(
  arbitrary: fc.Arbitrary<{ [K in keyof T]: T[K] | undefined }>,
): fc.Arbitrary<T> =>
  arbitrary.map(
    (parts) => Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as T,
  );

export const oneOf = <T>(words: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...words);

export const channel: fc.Arbitrary<Channel> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('call', 'call', 'email', 'sms', 'ivr') },
  { weight: 1, arbitrary: oneOf(CHANNELS) },
);
export const debts = fc.constantFrom(['d1'], ['d2'], ['d1', 'd2']);
export const addressId = fc.constantFrom('a1', 'a2');
