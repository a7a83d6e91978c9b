import {
  type EventsOf,
  type NewEvent,
  PortfolioChanged,
  PortfolioOpened,
  type portfolioEvents,
} from '@cauce/contracts';
import type { Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';
import type { PortfolioInput } from '../intake/rows.ts';

/** One creditor's book and what is common to its debts. */
export interface Portfolio {
  readonly portfolioId: Uuid;
  readonly creditorId: Uuid;
  readonly creditor: string;
  readonly code: string;
  readonly jurisdiction: string;
  readonly zone: string;
  readonly currency: string;
  readonly collector: 'first_party' | 'third_party';
  readonly debtKind: 'consumer' | 'commercial';
  readonly language: string;
  readonly howToPay: string;
  readonly contact: string;
  /** Null: the installation's own agency. */
  readonly agency: string | null;
  /** Who creditor and agency are, as the law of the book asks for it; null: nobody said. */
  readonly identification: string | null;
}

export interface DescribePortfolio {
  readonly portfolioId: Uuid;
  readonly creditorId: Uuid;
  /** What a file says; `currency` stands in where the book has none yet. */
  readonly stated: PortfolioInput;
}

/** Why a new book cannot be opened with what a row says of it, or null. */
export const missingTerms = (stated: PortfolioInput): string | null => {
  const missing = (['jurisdiction', 'zone', 'currency'] as const).filter((name) => !stated[name]);
  return missing.length > 0 ? missing.join(', ') : null;
};

const opened = ({ portfolioId, creditorId, stated }: DescribePortfolio): NewEvent[] =>
  missingTerms(stated)
    ? []
    : [
        PortfolioOpened.make({
          portfolioId,
          creditorId,
          creditor: stated.creditor,
          code: stated.code,
          jurisdiction: stated.jurisdiction ?? '',
          zone: stated.zone ?? '',
          currency: stated.currency ?? '',
          collector: stated.collector ?? 'third_party',
          debtKind: stated.debtKind ?? 'consumer',
          language: stated.language ?? 'es',
          howToPay: stated.howToPay ?? stated.creditor,
          contact: stated.contact ?? stated.creditor,
          agency: stated.agency ?? null,
          identification: stated.identification ?? null,
        }),
      ];

/** What the agreement with the creditor says of a book. */
export const PORTFOLIO_TERMS = [
  'jurisdiction',
  'zone',
  'currency',
  'collector',
  'debtKind',
  'language',
  'howToPay',
  'contact',
  'agency',
  'identification',
] as const;

const changed = (stated: PortfolioInput, portfolio: Portfolio): Partial<Portfolio> =>
  Object.fromEntries(
    PORTFOLIO_TERMS.filter((name) => stated[name] !== undefined && stated[name] !== portfolio[name]).map(
      (name) => [name, stated[name]],
    ),
  );

export const portfolio: Decider<Portfolio | null, DescribePortfolio, EventsOf<typeof portfolioEvents>> = {
  category: 'portfolio',
  initial: null,
  decide(command, state) {
    if (!state) return opened(command);
    const changes = changed(command.stated, state);
    if (Object.keys(changes).length === 0) return [];
    return [PortfolioChanged.make({ portfolioId: command.portfolioId, changes })];
  },
  evolve(state, event) {
    if (event.type === 'PortfolioOpened') return event.data;
    return state && { ...state, ...event.data.changes };
  },
};
