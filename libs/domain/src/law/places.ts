import type { Facts } from './facts.ts';
import type { PackDefinition } from './pack.ts';

/** The member of a pack whose rules hold in every country. */
export const EVERYWHERE = '*';

/** A jurisdiction begins with its country: "US-MA" → "US". */
export const countryOf = (jurisdiction: string): string => {
  const end = jurisdiction.indexOf('-');
  return end < 0 ? jurisdiction : jurisdiction.slice(0, end);
};

/** Whether a pack holds in one of some places: it is the place's own, or of a union that the place is a member of. */
export const holdsIn = (
  { jurisdiction, members = [] }: Pick<PackDefinition, 'jurisdiction' | 'members'>,
  places: readonly string[],
): boolean => places.includes(jurisdiction) || members.some((member) => places.includes(member));

/** The places whose law a contact is under: regions, and countries of which no region is known. */
export const placesOf = (
  ...items: readonly Pick<Facts, 'country' | 'regions' | 'portfolio'>[]
): readonly string[] => {
  const regions = new Set(items.flatMap((item) => item.regions));
  const known = new Set([...regions].map(countryOf));
  const countries = items
    .flatMap(({ country, portfolio }) => [country, portfolio.jurisdiction])
    .map(countryOf)
    .filter((country) => !known.has(country));
  return [...new Set([...regions, ...countries])];
};
