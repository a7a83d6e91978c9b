import type { DateText, InstantText, Uuid } from '@cauce/kernel';
import { type Box, boxAbout } from '../projection/boxes.ts';
import {
  type Change,
  type Draft,
  type LookUps,
  projection,
  type Reported,
  type ReportedEvent,
  type Sweep,
  update,
  withBody,
} from '../projection/projection.ts';

/** Principal, interest, fees, tax in minor units. */
export type Components = { principal: number; interest: number; fees: number; tax: number };

/**
 * What one event changed. Balances are kept as differences, so that any subset of the entries adds up to a balance
 * whatever the order in which its events became true.
 */
export type DebtEntry = {
  effectiveAt: InstantText;
  recordedAt: InstantText;
  revision: number;
  delta?: Components;
  dueDate?: DateText;
  /** Number of the placement that this begins or ends. */
  placed?: number;
  ended?: number;
  paid?: true;
};

export type DebtBody = {
  debtId: Uuid;
  debtorId: Uuid;
  creditorId: Uuid;
  portfolioId: Uuid;
  currency: string;
  product: string | null;
  state: 'open' | 'paid' | 'recalled' | 'withdrawn';
  holds: number;
  /** Present balance, in the order of the debt's stream. */
  balance: Components;
  dueDate: DateText;
  /** Sealed obligation, instalment, debtorReference, paymentReference. */
  references: Box | null;
  entries: DebtEntry[];
};

type BalanceEvent = Reported<'DebtPlaced'> | Reported<'DebtRestated'> | Reported<'PaymentReceived'>;

const NOTHING: Components = { principal: 0, interest: 0, fees: 0, tax: 0 };

/** Component by component, `a` plus `sign` times `b`. */
const combine = (a: Components, b: Components, sign: 1 | -1): Components => ({
  principal: a.principal + sign * b.principal,
  interest: a.interest + sign * b.interest,
  fees: a.fees + sign * b.fees,
  tax: a.tax + sign * b.tax,
});

const when = ({ effectiveAt, recordedAt, revision }: ReportedEvent) => ({
  effectiveAt,
  recordedAt,
  revision,
});

/** The digests of an event; where it tells none, those in the keys that a debt has already. */
const keysOf = (body: DebtBody, { debtorReference, obligation }: LookUps, before?: Draft<DebtBody>) => {
  const reference = debtorReference ?? digestIn(before?.keys.reference);
  const number = obligation ?? digestIn(before?.keys.obligation);
  return {
    portfolio: `${body.portfolioId}|${body.debtId}`,
    debtor: `${body.debtorId}|${body.debtId}`,
    ...(reference === undefined ? {} : { reference: `${reference}|${body.debtId}` }),
    ...(number === undefined ? {} : { obligation: `${number}|${body.debtId}` }),
  };
};

const digestIn = (key: string | undefined) => key?.split('|')[0];

const placed = (event: Reported<'DebtPlaced'>, lookUps: LookUps): Change<DebtBody> => ({
  id: event.data.debtId,
  fold: (before) => {
    const { debtId, debtorId, creditorId, portfolioId, currency, product, balance, dueDate, placement } =
      event.data;
    const delta = combine(balance, before?.body.balance ?? NOTHING, -1);
    const body: DebtBody = {
      debtId,
      debtorId,
      creditorId,
      portfolioId,
      currency,
      product,
      state: 'open',
      holds: before?.body.holds ?? 0,
      balance,
      dueDate,
      references: boxAbout(event, debtorId),
      entries: [...(before?.body.entries ?? []), { ...when(event), delta, dueDate, placed: placement }],
    };
    return { body, keys: keysOf(body, lookUps, before) };
  },
});

const restated = (before: Draft<DebtBody>, event: Reported<'DebtRestated'>, lookUps: LookUps) => {
  const { balance, dueDate, product } = event.data.changes;
  const { body } = before;
  const entry: DebtEntry = {
    ...when(event),
    ...(balance ? { delta: combine(balance, body.balance, -1) } : {}),
    ...(dueDate === undefined ? {} : { dueDate }),
  };
  const after: DebtBody = {
    ...body,
    balance: balance ?? body.balance,
    dueDate: dueDate ?? body.dueDate,
    product: product === undefined ? body.product : product,
    references: boxAbout(event, body.debtorId) ?? body.references,
    entries: [...body.entries, entry],
  };
  return { body: after, keys: keysOf(after, lookUps, before) };
};

const balanceChange = (event: BalanceEvent, lookUps: LookUps): readonly Change<DebtBody>[] => {
  if (event.type === 'DebtPlaced') return [placed(event, lookUps)];
  return [
    update<DebtBody>(event.data.debtId, (before) => {
      if (event.type === 'DebtRestated') return restated(before, event, lookUps);
      const delta = combine(NOTHING, event.data.allocation, -1);
      const entry: DebtEntry = { ...when(event), delta, paid: true };
      const { balance, entries } = before.body;
      return withBody(before, {
        balance: combine(balance, delta, 1),
        entries: [...entries, entry],
      });
    }),
  ];
};

const ended = (event: Reported<'PlacementEnded'>) => [
  update<DebtBody>(event.data.debtId, (before) =>
    withBody(before, {
      state: event.data.reason,
      entries: [...before.body.entries, { ...when(event), ended: event.data.placement }],
    }),
  ),
];

const held = (event: Reported<'HoldPlaced'> | Reported<'HoldLifted'>, by: number) => [
  update<DebtBody>(event.data.debtId, (before) => withBody(before, { holds: before.body.holds + by })),
];

/** Sealed references of an erased person open no more: nothing made of them leads to the person either. */
const unfindable = ({ data }: Reported<'PersonErased'>): Sweep<DebtBody> => ({
  index: 'debtor',
  prefix: `${data.debtorId}|`,
  fold: (before) => before && { ...before, keys: keysOf(before.body, {}) },
});

/** One document per debt: what it owes, since when each change is true and since when it is known. */
export const debts = projection<DebtBody>(
  { name: 'debts', version: 3, indexes: ['portfolio', 'debtor', 'reference', 'obligation'] },
  {
    DebtPlaced: balanceChange,
    DebtRestated: balanceChange,
    PaymentReceived: (event) => balanceChange(event, {}),
    PlacementEnded: ended,
    HoldPlaced: (event) => held(event, 1),
    HoldLifted: (event) => held(event, -1),
    PersonErased: (event) => [unfindable(event)],
  },
);
