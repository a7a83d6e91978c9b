import type { Facts } from './facts.ts';

/** The member of a pack whose rules hold in every country. */
export const EVERYWHERE = '*';

/** A jurisdiction begins with its country: "US-MA" → "US". */
export const countryOf = (jurisdiction: string): string => {
  const end = jurisdiction.indexOf('-');
  return end < 0 ? jurisdiction : jurisdiction.slice(0, end);
};

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
