import {
  type AddressNote,
  address,
  type ContactPoint,
  type Content,
  contactHistory,
  type Debt,
  type Facts,
  type GateRequest,
  lawAddressOf,
  type Person,
  type Proposal,
  placeOf,
  pointsFor,
  portfolio,
  roleOfPerson,
  standingOf,
} from '@cauce/domain';
import type { InstantText } from '@cauce/kernel';
import type { Known } from './known.ts';

/** Whom a contact would reach, and where. */
export interface Reached {
  readonly person: Person;
  /** Null where the person has no place for the channel. */
  readonly point: ContactPoint | null;
  /** What is known of that place, whoever it belongs to. */
  readonly notes: readonly AddressNote[];
}

/** The first place that nobody spoke against; where there is none, the first of all, for the law to say why not. */
export const reach = async (known: Known, person: Person, channel: string): Promise<Reached> => {
  let first: Reached | undefined;
  for (const point of pointsFor(person, channel)) {
    const notes = await known.load(address, point.pointId);
    const isClosed = notes.some(({ channels }) => channels?.some((one) => one === channel) ?? true);
    if (!isClosed) return { person, point, notes };
    first ??= { person, point, notes };
  }
  return first ?? { person, point: null, notes: [] };
};

/** What the law looks at for one debt of a contact. */
export const factsOf = async (
  known: Known,
  { person, point, notes }: Reached,
  debt: Debt,
  { contactId }: GateRequest,
  now: InstantText,
): Promise<Facts> => {
  const book = await known.load(portfolio, debt.portfolioId);
  const { zones, regions } = placeOf(person, book?.zone ?? 'UTC');
  const standing = standingOf(person, debt, point && { pointId: point.pointId, notes });
  return {
    zones,
    regions,
    country: person.country,
    portfolio: {
      jurisdiction: book?.jurisdiction ?? person.country,
      collector: book?.collector ?? 'third_party',
      debtKind: book?.debtKind ?? 'consumer',
    },
    history: contactHistory(person, now, contactId),
    ...(standing ? { standing } : {}),
  };
};

/** The contact that is asked for, about one debt. */
export const proposalOf = (
  { channel, creditorId }: GateRequest,
  { person, point }: Reached,
  { debtId }: Debt,
  content: Content | null,
  at: InstantText,
): Proposal => {
  const role = roleOfPerson(person);
  return {
    at,
    channel: channel as Proposal['channel'],
    debtId,
    creditorId,
    debtorId: person.debtorId,
    ...(role === 'debtor' ? {} : { person: role }),
    ...(point ? { address: lawAddressOf(point, channel) } : {}),
    content,
  };
};
