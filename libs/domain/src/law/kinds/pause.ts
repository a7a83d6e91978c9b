import { acrossZones } from '../settle.ts';
import { type EpochDay, firstOnDay } from '../wall-clock.ts';
import { counted } from './counting.ts';
import type { Kind } from './kind.ts';

/** The last day of the latest run of some days in a row with more contacts each than allowed. */
const lastOfRun = (perDay: ReadonlyMap<EpochDay, number>, moreThan: number, onDays: number): EpochDay => {
  const full = [...perDay].filter(([, count]) => count > moreThan).map(([day]) => day);
  const days = new Set(full);
  const ends = full.filter((day) =>
    Array.from({ length: onDays }, (_, i) => day - i).every((one) => days.has(one)),
  );
  return Math.max(Number.NEGATIVE_INFINITY, ...ends);
};

/** Whole days without a contact after too many on days in a row. */
export const pause: Kind<'pause'> = (parameters, { reason = 'HARASSMENT_PATTERN' }) => {
  const { moreThan, onDays, days } = parameters;
  return (matter) => {
    const entries = counted(matter, parameters, { type: 'days', length: onDays + days });
    const perZone = matter.facts.zones.map((zone) => {
      const perDay = new Map<EpochDay, number>();
      for (const entry of entries) perDay.set(entry.dayIn(zone), (perDay.get(entry.dayIn(zone)) ?? 0) + 1);
      const release = lastOfRun(perDay, moreThan, onDays) + days + 1;
      return (from: number) => firstOnDay(zone, from, matter.until, release);
    });
    return {
      earliest: acrossZones(perZone, parameters.anyZone, matter.until),
      reason: () => reason,
      inputs: () => ({ moreThan, onDays, counted: entries.length }),
    };
  };
};
