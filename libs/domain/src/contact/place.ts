import type { Zone } from '@cauce/kernel';
import type { Person } from './state.ts';

/** Where a person may be, and how that is known. */
export interface Place {
  readonly zones: readonly Zone[];
  readonly basis: 'explicit' | 'on_file' | 'portfolio';
  readonly regions: readonly string[];
}

/**
 * An explicit zone decides; otherwise every zone of the valid addresses and phones on file counts, and none is known
 * where they tell nothing; the portfolio's counts only where there is no such place. Regions are those that an
 * address names.
 */
export const placeOf = (person: Person, portfolioZone: Zone): Place => {
  const places = person.points.filter((point) => point.valid && point.kind !== 'email');
  const regions = [...new Set(places.flatMap((point) => point.regions))].sort();
  if (person.zone) return { zones: [person.zone], basis: 'explicit', regions };
  if (places.length === 0) return { zones: [portfolioZone], basis: 'portfolio', regions };
  return { zones: [...new Set(places.flatMap((point) => point.zones))].sort(), basis: 'on_file', regions };
};

/**
 * The zones in which a person is planned for, at least one: where nothing on file places them, the book's. The gate says
 * then that the zone is unknown.
 */
export const planningZones = (person: Person | null, portfolioZone: Zone): readonly Zone[] => {
  const zones = person ? placeOf(person, portfolioZone).zones : [];
  return zones.length > 0 ? zones : [portfolioZone];
};
