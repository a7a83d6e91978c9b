import type { Projection } from '../projection/projection.ts';
import { contacts } from './contacts.ts';
import { debtors } from './debtors.ts';
import { debts } from './debts.ts';
import { documentKinds } from './document-kinds.ts';
import { imports } from './imports.ts';
import { portfolios } from './portfolios.ts';
import { timeline } from './timeline.ts';

export type { ContactBody, ContactStatus } from './contacts.ts';
export type { DebtorBody } from './debtors.ts';
export type { DebtBody } from './debts.ts';
export type { ImportBody } from './imports.ts';
export type { PortfolioBody } from './portfolios.ts';

/** Every read model of this service. */
export const projections: readonly Projection[] = [
  portfolios,
  documentKinds,
  debts,
  debtors,
  contacts,
  timeline,
  imports,
];
