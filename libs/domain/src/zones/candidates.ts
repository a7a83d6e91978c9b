import type { Zone } from '@cauce/kernel';
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { ZONES_OF_AREA_CODE } from './area-codes.ts';
import { ZONES_OF_COUNTRY } from './countries.ts';
import { ZONES_OF_REGION } from './regions.ts';

/** What is on file about where a person may be. */
export interface Whereabouts {
  /** A zone that somebody stated for the person. */
  readonly explicit?: Zone;
  /** `region` as packs name it ("US-TX") or without its country ("TX"). */
  readonly postal: readonly {
    readonly country: string;
    readonly region?: string;
    readonly postalCode?: string;
  }[];
  /** Phones as E.164. */
  readonly phones: readonly string[];
  readonly portfolioZone: Zone;
}

export interface CandidateZones {
  /** Every zone in which a contact must be lawful; none when what is on file says nothing. */
  readonly zones: readonly Zone[];
  /** What decided, and the places it was read from; no address, no number. */
  readonly basis: {
    readonly source: 'explicit' | 'on_file' | 'portfolio' | 'unknown';
    readonly places: readonly string[];
  };
}

/** One place on file: what names it without telling the address or number, and the zones it leaves possible. */
export interface Whereabout {
  /** "US-TX", "CO", "+1 212", "phone MX". */
  readonly name: string;
  readonly zones: readonly Zone[];
}

const NOWHERE: readonly Zone[] = [];

/** Easter Island is the one part of a Chilean region with its own clock, and has its own postal codes. */
const EASTER_ISLAND_CODE = /^277\d{4}$/;

/** Where an address is: its region where we know the zones of it, else its country. */
export const whereIsAddress = ({
  country,
  region,
  postalCode,
}: Whereabouts['postal'][number]): Whereabout => {
  const name = region === undefined || region.startsWith(`${country}-`) ? region : `${country}-${region}`;
  if (name === 'CL-VS' && postalCode) {
    return { name, zones: [EASTER_ISLAND_CODE.test(postalCode) ? 'Pacific/Easter' : 'America/Santiago'] };
  }
  const ofRegion = name === undefined ? undefined : ZONES_OF_REGION.get(name);
  if (name !== undefined && ofRegion) return { name, zones: ofRegion };
  return { name: country, zones: ZONES_OF_COUNTRY.get(country) ?? NOWHERE };
};

const LONGEST_CALLING_CODE = 3;
const COUNTRIES_OF_CALLING_CODE = Map.groupBy(getCountries(), (country): string =>
  getCountryCallingCode(country),
);

/** The country of a number (E.164): most calling codes have one, the others are told apart by what follows. */
const countryOfPhone = (phone: string): string | undefined => {
  for (let digits = 1; digits <= LONGEST_CALLING_CODE; digits += 1) {
    const countries = COUNTRIES_OF_CALLING_CODE.get(phone.slice(1, 1 + digits));
    if (countries) return countries.length === 1 ? countries[0] : parsePhoneNumberFromString(phone)?.country;
  }
  return undefined;
};

/** Where a phone number (E.164) says its owner is: its area code in North America, else its country. */
export const whereIsPhone = (phone: string): Whereabout => {
  if (phone.startsWith('+1')) {
    const areaCode = phone.slice(2, 5);
    return { name: `+1 ${areaCode}`, zones: ZONES_OF_AREA_CODE.get(areaCode) ?? NOWHERE };
  }
  const country = countryOfPhone(phone);
  return { name: `phone ${country ?? '?'}`, zones: ZONES_OF_COUNTRY.get(country ?? '') ?? NOWHERE };
};

/**
 * The zones a person may be in. A stated zone decides alone; otherwise every zone of the addresses and phones on
 * file; the portfolio's only where there are none. Where what is on file says nothing (a toll-free number, an unknown
 * country), there is no zone, and the gate refuses.
 */
export const candidateZones = ({ explicit, postal, phones, portfolioZone }: Whereabouts): CandidateZones => {
  if (explicit !== undefined) return { zones: [explicit], basis: { source: 'explicit', places: [] } };
  if (postal.length + phones.length === 0) {
    return { zones: [portfolioZone], basis: { source: 'portfolio', places: [] } };
  }
  const places = [...postal.map(whereIsAddress), ...phones.map(whereIsPhone)];
  const zones = [...new Set(places.flatMap((place) => place.zones))].sort();
  return {
    zones,
    basis: {
      source: zones.length > 0 ? 'on_file' : 'unknown',
      places: [...new Set(places.map(({ name }) => name))],
    },
  };
};
