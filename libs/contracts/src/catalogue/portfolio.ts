import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id, text } from './shared.ts';

const terms = {
  creditorId: id,
  creditor: text,
  code: text,
  /** Country, or country-region, whose law the book is under. */
  jurisdiction: text,
  zone: text,
  currency: text,
  collector: Type.Union([Type.Literal('first_party'), Type.Literal('third_party')]),
  debtKind: Type.Union([Type.Literal('consumer'), Type.Literal('commercial')]),
  language: text,
  /** Shown in messages: how to pay the creditor, and whom to ask. */
  howToPay: text,
  contact: text,
};

export const PortfolioOpened = defineEvent(
  'PortfolioOpened',
  'portfolio',
  Type.Object({ portfolioId: id, ...terms }),
);
export const PortfolioChanged = defineEvent(
  'PortfolioChanged',
  'portfolio',
  Type.Object({ portfolioId: id, changes: Type.Partial(Type.Object(terms)) }),
);

export const portfolioEvents = [PortfolioOpened, PortfolioChanged] as const;
