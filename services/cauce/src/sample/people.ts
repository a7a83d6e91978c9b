import type { PersonInput, PointInput } from '@cauce/domain';
import { type City, COUNTRIES, type Country } from './countries.ts';
import type { Random } from './random.ts';
import { MEN, STREETS, SURNAMES, TRADES, WOMEN } from './words.ts';

/** What becomes of the mail to somebody: it arrives, bounces for good, bounces but for a second address, or has none. */
export type MailFate = 'arrives' | 'bounces' | 'second' | 'none';

export interface PersonPlan {
  readonly country: Country;
  readonly legal: boolean;
  readonly mail: MailFate;
  /** Different for each person of the sample. */
  readonly ordinal: number;
}

const FIRST_BIRTH = 1950;
const LAST_BIRTH = 2003;

const two = (value: number): string => String(value).padStart(2, '0');

/** Small letters, digits and points of a name, as mail providers want it. */
const slug = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replaceAll(' ', '');

const NAMELESS = ['correo.example', 'buzon.example', 'mensajes.example'] as const;

const emails = (name: string, mail: MailFate, ordinal: number, random: Random): PointInput[] => {
  const address = `${name}.${ordinal}@${random.pick(NAMELESS)}`;
  const good: PointInput = { kind: 'email', value: address, label: 'personal', source: 'originación' };
  const dead: PointInput = { ...good, value: `bounce.${address}` };
  if (mail === 'arrives') return [good];
  if (mail === 'none') return [];
  return mail === 'bounces' ? [dead] : [dead, { ...good, label: 'trabajo', source: 'actualización' }];
};

const postalOf = (country: Country, city: City, random: Random): PointInput => ({
  kind: 'postal',
  value: `${COUNTRIES[country].street(random.pick(STREETS), random)}, ${city.name}`,
  label: 'casa',
  country,
  ...(city.region ? { region: city.region } : {}),
  ...(city.postalCode ? { postalCode: city.postalCode } : {}),
});

/** Two homes a long way apart: only hours lawful in both will do. */
const TWO_HOMES = 0.06;
const WITH_PHONE = 0.9;

const places = (country: Country, random: Random): PointInput[] => {
  const { cities, phone } = COUNTRIES[country];
  if (country === 'MX' && random.chance(TWO_HOMES)) {
    return cities
      .filter(({ name }) => name === 'Cancún' || name === 'Tijuana')
      .map((city) => postalOf(country, city, random));
  }
  const home = postalOf(country, random.pick(cities), random);
  const mobile: PointInput = {
    kind: 'phone',
    value: phone(random),
    label: 'celular',
    channels: ['sms', 'whatsapp', 'call'],
  };
  return random.chance(WITH_PHONE) ? [mobile, home] : [home];
};

const company = ({ country, mail, ordinal }: PersonPlan, random: Random): PersonInput => {
  const facts = COUNTRIES[country];
  const surname = random.pick(SURNAMES);
  const name = `${random.pick(TRADES)} ${surname} ${random.pick(STREETS)}`;
  const born = `${two(random.whole(0, 23))}${two(random.whole(1, 12))}${two(random.whole(1, 28))}`;
  const seed = { given: name, surname, secondSurname: surname, woman: false, born, ordinal, random };
  return {
    kind: 'legal',
    country,
    ...facts.legal(seed),
    legalName: `${name} ${facts.legalForm}`,
    language: 'es',
    points: [...emails(`pagos.${slug(surname)}`, mail, ordinal, random), ...places(country, random)],
  };
};

const SECOND_NAME = 0.35;

const natural = ({ country, mail, ordinal }: PersonPlan, random: Random): PersonInput => {
  const woman = random.chance(0.5);
  const names = woman ? WOMEN : MEN;
  const first = random.pick(names);
  const second = random.pick(names);
  const given = random.chance(SECOND_NAME) && second !== first ? `${first} ${second}` : first;
  const [surname, secondSurname] = [random.pick(SURNAMES), random.pick(SURNAMES)];
  const year = random.whole(FIRST_BIRTH, LAST_BIRTH) % 100;
  const born = `${two(year)}${two(random.whole(1, 12))}${two(random.whole(1, 28))}`;
  const seed = { given, surname, secondSurname, woman, born, ordinal, random };
  return {
    kind: 'natural',
    country,
    ...COUNTRIES[country].natural(seed),
    givenName: given,
    surname,
    secondSurname,
    language: 'es',
    points: [...emails(`${slug(first)}.${slug(surname)}`, mail, ordinal, random), ...places(country, random)],
  };
};

/** An invented person with a document of their own, and where to reach them. Mail goes to reserved domains only. */
export const personOf = (plan: PersonPlan, random: Random): PersonInput =>
  plan.legal ? company(plan, random) : natural(plan, random);
