import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id, nullable, text } from './shared.ts';

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
  /** Who collects, as messages name it; null: the installation's own agency. */
  agency: nullable(text),
  /** Shown in messages: who creditor and agency are, as the law of the book asks for it; null: nobody said. */
  identification: nullable(text),
};

export const PortfolioOpened = defineEvent(
  'PortfolioOpened',
  'portfolio',
  Type.Object({ portfolioId: id, ...terms }),
  {
    version: 3,
    upcasters: [
      (opened: object) => ({ ...opened, agency: null }),
      (opened: object) => ({ ...opened, identification: null }),
    ],
  },
);
export const PortfolioChanged = defineEvent(
  'PortfolioChanged',
  'portfolio',
  Type.Object({ portfolioId: id, changes: Type.Partial(Type.Object(terms)) }),
  { version: 3, upcasters: [(changed: object) => changed, (changed: object) => changed] },
);

export const portfolioEvents = [PortfolioOpened, PortfolioChanged] as const;
