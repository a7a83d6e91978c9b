import { curpDigit, nitDigit, rfcDigit, rucDigit, rutDigit } from '@cauce/domain';
import type { Zone } from '@cauce/kernel';
import type { Random } from './random.ts';

export type Country = 'CO' | 'MX' | 'PE' | 'CL';

/** A document that a person of a sample holds, normalised. */
export interface SampleDocument {
  readonly documentType: string;
  readonly documentNumber: string;
}

/** What a document is made of where the law builds it from the person. */
export interface DocumentSeed {
  readonly given: string;
  readonly surname: string;
  readonly secondSurname: string;
  readonly woman: boolean;
  /** YYMMDD of birth, or of the company's deed. */
  readonly born: string;
  /** Different for each person: no two get the same number. */
  readonly ordinal: number;
  readonly random: Random;
}

export interface City {
  readonly name: string;
  /** ISO 3166-2, as rule packs name it; none where the country has a single clock. */
  readonly region?: string;
  readonly postalCode?: string;
}

export interface CountryFacts {
  readonly zone: Zone;
  readonly legalForm: string;
  readonly cities: readonly City[];
  /** A mobile number as E.164. */
  readonly phone: (random: Random) => string;
  readonly street: (name: string, random: Random) => string;
  readonly natural: (seed: DocumentSeed) => SampleDocument;
  readonly legal: (seed: DocumentSeed) => SampleDocument;
}

/** Upper case without accents; Ñ stays. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u0302\u0304-\u036f]/g, '')
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^A-ZÑ]/g, '');

const after = (text: string, kind: RegExp): string => kind.exec(plain(text).slice(1))?.[0] ?? 'X';
const vowel = (text: string): string => after(text, /[AEIOU]/);
const consonant = (text: string): string => after(text, /[^AEIOUÑ]/);
const initial = (text: string): string => plain(text)[0] ?? 'X';

/** Two signs that tell apart people of the same name and day. */
const pairOf = (ordinal: number): string => ordinal.toString(36).toUpperCase().padStart(2, '0').slice(-2);

const initials = ({ given, surname, secondSurname }: DocumentSeed): string =>
  `${initial(surname)}${vowel(surname)}${initial(secondSurname)}${initial(given)}`.replaceAll('Ñ', 'X');

const rfc = (body: string): SampleDocument => ({
  documentType: 'RFC',
  documentNumber: body + rfcDigit(body),
});

/** Half of the Mexicans of the sample show a CURP, half an RFC. */
const mexican = (seed: DocumentSeed): SampleDocument => {
  const { given, surname, secondSurname, born, woman, ordinal } = seed;
  if (ordinal % 2 === 0) return rfc(`${initials(seed)}${born}${pairOf(ordinal)}`);
  const inner = [surname, secondSurname, given].map(consonant).join('');
  const body = `${initials(seed)}${born}${woman ? 'M' : 'H'}DF${inner}${pairOf(ordinal).slice(-1)}`;
  return { documentType: 'CURP', documentNumber: body + curpDigit(body) };
};

/** Spread over a range, each ordinal once: the factor is prime to the range. */
const spread = (ordinal: number, least: number, range: number): string =>
  String(least + ((ordinal * 7_919 + 104_729) % range));

const rut = (body: string): SampleDocument => ({
  documentType: 'RUT',
  documentNumber: body + rutDigit(body),
});

export const COUNTRIES: Readonly<Record<Country, CountryFacts>> = {
  CO: {
    zone: 'America/Bogota',
    legalForm: 'S.A.S.',
    cities: [
      { name: 'Bogotá' },
      { name: 'Medellín' },
      { name: 'Cali' },
      { name: 'Barranquilla' },
      { name: 'Pasto' },
    ],
    phone: (random) => `+573${random.pick(['00', '01', '10', '15', '20'])}${random.digits(7)}`,
    street: (_name, random) =>
      `Carrera ${random.whole(1, 90)} # ${random.whole(1, 120)}-${random.whole(10, 99)}`,
    natural: ({ ordinal }) => ({
      documentType: 'CC',
      documentNumber: spread(ordinal, 1_010_000_000, 90_000_000),
    }),
    legal: ({ ordinal }) => {
      const body = spread(ordinal, 900_100_000, 800_000);
      return { documentType: 'NIT', documentNumber: body + nitDigit(body) };
    },
  },
  MX: {
    zone: 'America/Mexico_City',
    legalForm: 'S.A. de C.V.',
    cities: [
      { name: 'Ciudad de México', region: 'MX-CMX', postalCode: '06700' },
      { name: 'Guadalajara', region: 'MX-JAL', postalCode: '44100' },
      { name: 'Puebla', region: 'MX-PUE', postalCode: '72000' },
      { name: 'Cancún', region: 'MX-ROO', postalCode: '77500' },
      { name: 'Tijuana', region: 'MX-BCN', postalCode: '22000' },
    ],
    phone: (random) => `+52${random.pick(['55', '33', '81'])}${random.whole(10, 89)}${random.digits(6)}`,
    street: (name, random) => `Calle ${name} ${random.whole(1, 900)}`,
    natural: mexican,
    legal: (seed) => rfc(`${plain(seed.given).slice(0, 3)}${seed.born}${pairOf(seed.ordinal)}`),
  },
  PE: {
    zone: 'America/Lima',
    legalForm: 'S.A.C.',
    cities: [{ name: 'Lima' }, { name: 'Arequipa' }, { name: 'Trujillo' }, { name: 'Piura' }],
    phone: (random) => `+519${random.whole(10, 99)}${random.digits(6)}`,
    street: (name, random) => `Jirón ${name} ${random.whole(100, 1_900)}`,
    natural: ({ ordinal }) => ({
      documentType: 'DNI',
      documentNumber: spread(ordinal, 40_000_000, 35_000_000),
    }),
    legal: ({ ordinal }) => {
      const body = `20${spread(ordinal, 50_000_000, 10_000_000)}`;
      return { documentType: 'RUC', documentNumber: body + rucDigit(body) };
    },
  },
  CL: {
    zone: 'America/Santiago',
    legalForm: 'SpA',
    cities: [
      { name: 'Santiago', region: 'CL-RM', postalCode: '8320000' },
      { name: 'Valparaíso', region: 'CL-VS', postalCode: '2340000' },
      { name: 'Concepción', region: 'CL-BI', postalCode: '4030000' },
      { name: 'Punta Arenas', region: 'CL-MA', postalCode: '6200000' },
    ],
    phone: (random) => `+569${random.whole(40, 99)}${random.digits(6)}`,
    street: (name, random) => `Pasaje ${name} ${random.whole(10, 4_900)}`,
    natural: ({ ordinal }) => rut(spread(ordinal, 9_000_000, 12_000_000)),
    legal: ({ ordinal }) => rut(spread(ordinal, 76_000_000, 1_000_000)),
  },
};
