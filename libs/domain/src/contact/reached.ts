import type { Address } from '../law/facts.ts';
import type { AddressKind, PersonRole } from '../law/vocabulary.ts';
import type { ContactPoint, Person } from './state.ts';

type Use = 'home' | 'mobile' | 'work';

/** Words of labels, in Spanish, Portuguese and English, and what they say of the use of an address or number. */
const USES: ReadonlyMap<string, Use> = new Map(
  Object.entries({
    home: [
      'home',
      'personal',
      'casa',
      'domicilio',
      'residencia',
      'residencial',
      'particular',
      'fijo',
      'fixo',
    ],
    mobile: ['mobile', 'cell', 'movil', 'celular', 'cel'],
    work: ['work', 'office', 'business', 'trabajo', 'laboral', 'oficina', 'empleo', 'trabalho', 'comercial'],
  } satisfies Record<Use, string[]>).flatMap(([use, words]) => words.map((word) => [word, use as Use])),
);

const KINDS: { readonly [K in ContactPoint['kind']]: { readonly [U in Use]?: AddressKind } } = {
  email: { home: 'email_personal', work: 'email_work' },
  phone: { home: 'landline_home', mobile: 'mobile', work: 'work_phone' },
  postal: { home: 'home_mail', work: 'work_mail' },
};

const useOf = (label: string | null): Use | undefined => {
  const words = (label ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.map((word) => USES.get(word)).find((use) => use !== undefined);
};

const WRITTEN_TO_PHONES: ReadonlySet<string> = new Set(['sms', 'whatsapp']);

/**
 * A contact point as the law tells addresses apart: by the label of the file. A phone that says nothing of itself is a
 * mobile where it is written to; else nobody knows, as of other unlabelled places.
 */
export const lawAddressOf = ({ pointId, kind, label }: ContactPoint, channel: string): Address => {
  const use = useOf(label);
  const named = use && KINDS[kind][use];
  const usual = kind === 'email' ? 'email' : WRITTEN_TO_PHONES.has(channel) ? 'mobile' : undefined;
  const found = named ?? usual;
  return { id: pointId, ...(found === undefined ? {} : { kind: found }) };
};

/** Who the person is to the law that protects some people more than others. */
export const roleOfPerson = ({ notes }: Person): PersonRole => {
  if (notes.some(({ kind }) => kind === 'minor')) return 'minor';
  return notes.some(({ kind }) => kind === 'elder') ? 'elder' : 'debtor';
};
