import type { InstantText, Zone } from '@cauce/kernel';

/** An instant on the clocks of a zone, to the minute: "2026-03-09 09:30 (America/Bogota)". */
export const localWords = (instant: InstantText, zone: Zone): string => {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return `${local.toString({ smallestUnit: 'minute' }).replace('T', ' ')} (${zone})`;
};
