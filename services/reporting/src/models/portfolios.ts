import type { Uuid, Zone } from '@cauce/kernel';
import { projection, update } from '../projection/projection.ts';

export type PortfolioBody = {
  portfolioId: Uuid;
  creditorId: Uuid;
  creditor: string;
  code: string;
  jurisdiction: string;
  zone: Zone;
  currency: string;
  collector: string;
  debtKind: string;
  language: string;
  howToPay: string;
  contact: string;
  agency: string | null;
  identification: string | null;
};

/** One document per portfolio: its present terms. */
export const portfolios = projection<PortfolioBody>(
  { name: 'portfolios', version: 3, indexes: [] },
  {
    PortfolioOpened: ({ data }) => [
      {
        id: data.portfolioId,
        fold: (before) => before ?? { body: data, keys: {} },
      },
    ],
    PortfolioChanged: ({ data }) => [
      update<PortfolioBody>(data.portfolioId, ({ body, keys }) => ({
        body: { ...body, ...data.changes },
        keys,
      })),
    ],
  },
);
