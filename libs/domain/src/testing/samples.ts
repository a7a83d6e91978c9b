import { ContactPointAdded, DebtorRegistered, DebtPlaced } from '@cauce/contracts';
import { derivedId, type InstantText, type Uuid } from '@cauce/kernel';
import type { DecisionRecord, GateRequest } from '../contact/commands.ts';
import type { ContactItem } from '../contact/state.ts';
import { NO_BALANCE } from '../debt/balance.ts';
import type { Debt, Stated } from '../debt/state.ts';

/** The id that goes by a name in tests. */
export const idOf = (name: string): Uuid => derivedId('test', name);

export const debtorId = idOf('debtor');
export const creditorId = idOf('creditor');
export const portfolioId = idOf('portfolio');

/** What a file says of a debt of 100.00. */
export const stated: Stated = {
  dueDate: '2026-03-10',
  plannedRecall: null,
  product: 'Tarjeta',
  balance: { ...NO_BALANCE, principal: 10_000 },
  balanceAsOf: '2026-03-01',
  digest: 'references-1',
};

/** The placement of a debt of 100.00, on 1 March 2026 unless told otherwise. */
export const debtPlaced = (
  name = 'debt',
  told: Partial<Stated> & { placedOn?: string; placement?: number; currency?: string } = {},
) =>
  DebtPlaced.make({
    debtId: idOf(name),
    debtorId,
    creditorId,
    portfolioId,
    placement: 1,
    placedOn: '2026-03-01',
    currency: 'COP',
    ...stated,
    ...told,
  });

/** A debt as it stands after its placement. */
export const debtOf = (name = 'debt', told: Partial<Debt> & { stated?: Stated } = {}): Debt => ({
  debtId: idOf(name),
  debtorId,
  creditorId,
  portfolioId,
  placement: 1,
  placedOn: '2026-03-01',
  currency: 'COP',
  stated,
  balance: stated.balance,
  ended: null,
  holds: [],
  disputes: [],
  payments: [],
  parties: [],
  references: { stream: `debt-${idOf(name)}`, revision: 0 },
  ...told,
});

export const registered = DebtorRegistered.make(
  {
    debtorId,
    kind: 'natural',
    country: 'CO',
    documentType: 'CC',
    language: null,
    zone: null,
    digest: 'person-1',
  },
  { personal: [{ subject: debtorId, fields: { documentNumber: '1030000001', givenName: 'Marisol' } }] },
);

/** An e-mail address of the debtor. */
export const emailAdded = (name: string) =>
  ContactPointAdded.make(
    {
      debtorId,
      pointId: idOf(name),
      kind: 'email',
      label: null,
      source: null,
      channels: ['email'],
      regions: [],
      zones: [],
    },
    { personal: [{ subject: debtorId, fields: { value: `${name}@correo.example` } }] },
  );

/** A request of segmentation for a contact on 11 March 2026, 09:30 in Bogotá. */
export const requestFor = (name = 'contact', told: Partial<GateRequest> = {}): GateRequest => ({
  debtorId,
  creditorId,
  contactId: idOf(name),
  requestId: idOf(`${name}-request`),
  channel: 'email',
  language: 'es',
  plannedFor: '2026-03-11T14:30:00.000Z',
  usefulUntil: '2026-03-17T14:30:00.000Z',
  ...told,
});

/** A decision that says the same of each item. */
export const decisionFor = (
  items: readonly ContactItem[],
  decision: 'allow' | 'defer' | 'block',
  notBefore: InstantText | null = null,
): DecisionRecord => ({
  at: '2026-03-11T14:30:00.000Z',
  items: items.map((item) => ({ ...item, decision, notBefore, reasons: ['OK'], rules: [] })),
  packs: [{ id: 'CO', version: '1' }],
  basis: { streams: [{ stream: `contact-${debtorId}`, revision: 1 }], facts: {} },
});
