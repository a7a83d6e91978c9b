import type { Zone } from '@cauce/kernel';
import type { Person } from './state.ts';

/** Where a person may be, and how that is known. */
export interface Place {
  readonly zones: readonly Zone[];
  readonly basis: 'explicit' | 'addresses' | 'portfolio';
  readonly regions: readonly string[];
}

/**
 * An explicit zone decides; otherwise every zone of the valid places on file counts; the portfolio's only where
 * there is none. Regions are those that an address names.
 */
export const placeOf = (person: Person, portfolioZone: Zone): Place => {
  const valid = person.points.filter((point) => point.valid);
  const regions = [...new Set(valid.flatMap((point) => point.regions))].sort();
  if (person.zone) return { zones: [person.zone], basis: 'explicit', regions };
  const zones = [...new Set(valid.flatMap((point) => point.zones))].sort();
  if (zones.length > 0) return { zones, basis: 'addresses', regions };
  return { zones: [portfolioZone], basis: 'portfolio', regions };
};
