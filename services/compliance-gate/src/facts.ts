import {
  contactHistory,
  type Debt,
  type Facts,
  type GateRequest,
  type Person,
  type Proposal,
  placeOf,
  portfolio,
  SAID_BY_TEMPLATES,
} from '@cauce/domain';
import type { InstantText } from '@cauce/kernel';
import type { Known } from './known.ts';

/** What the law looks at for one debt of a contact. */
export const factsOf = async (
  known: Known,
  person: Person,
  { portfolioId }: Debt,
  { contactId }: GateRequest,
  now: InstantText,
): Promise<Facts> => {
  const book = await known.load(portfolio, portfolioId);
  const { zones, regions } = placeOf(person, book?.zone ?? 'UTC');
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
  };
};

/** The contact that is asked for, about one debt. */
export const proposalOf = (request: GateRequest, { debtId }: Debt, at: InstantText): Proposal => ({
  at,
  channel: request.channel as Proposal['channel'],
  debtId,
  creditorId: request.creditorId,
  content: SAID_BY_TEMPLATES,
});
