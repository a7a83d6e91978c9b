import type { debtEvents, EventsOf } from '@cauce/contracts';
import type { DateText, InstantText, Uuid } from '@cauce/kernel';
import { type Balance, minus, NO_BALANCE } from './balance.ts';

/** What a file last said of a debt: a row that says the same changes nothing. */
export interface Stated {
  readonly dueDate: DateText;
  readonly plannedRecall: DateText | null;
  readonly product: string | null;
  readonly balance: Balance;
  readonly balanceAsOf: DateText;
  readonly digest: string;
}

/** Where personal fields of an event can be opened from. */
export interface SealedAt {
  readonly stream: string;
  readonly revision: number;
}

export interface Debt {
  readonly debtId: Uuid;
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
  readonly portfolioId: Uuid;
  readonly placement: number;
  readonly placedOn: DateText;
  readonly currency: string;
  readonly stated: Stated;
  readonly balance: Balance;
  /** Why the present placement ended, null while it is open. */
  readonly ended: 'paid' | 'recalled' | 'withdrawn' | null;
  readonly holds: readonly Uuid[];
  /** That the debtor made and nobody resolved, the first first. */
  readonly disputes: readonly { readonly disputeId: Uuid; readonly receivedAt: InstantText }[];
  /** Ids of payments already counted. */
  readonly payments: readonly Uuid[];
  readonly parties: readonly string[];
  /** Event that holds the sealed references. */
  readonly references: SealedAt;
}

/** Whether the agency works on a debt now: placed, not ended, not held. */
export const isWorkable = (debt: Debt | null): debt is Debt =>
  debt !== null && debt.ended === null && debt.holds.length === 0;

export const partyKey = (role: string, partyId: Uuid): string => `${role}:${partyId}`;

export type DebtEvent = EventsOf<typeof debtEvents>;

const placed = (debt: Debt | null, event: Extract<DebtEvent, { type: 'DebtPlaced' }>): Debt => {
  const { debtId, debtorId, creditorId, portfolioId, placement, placedOn, currency, ...stated } = event.data;
  return {
    debtId,
    debtorId,
    creditorId,
    portfolioId,
    placement,
    placedOn,
    currency,
    stated,
    balance: stated.balance,
    ended: null,
    holds: debt?.holds ?? [],
    disputes: debt?.disputes ?? [],
    payments: debt?.payments ?? [],
    parties: debt?.parties ?? [],
    references: { stream: event.stream, revision: event.revision },
  };
};

const restated = (debt: Debt, event: Extract<DebtEvent, { type: 'DebtRestated' }>): Debt => ({
  ...debt,
  stated: { ...debt.stated, ...event.data.changes },
  balance: event.data.changes.balance ?? debt.balance,
  references: event.sealed.length > 0 ? { stream: event.stream, revision: event.revision } : debt.references,
});

/** Folds an event of a debt's stream. */
export const evolveDebt = (state: Debt | null, event: DebtEvent): Debt | null => {
  if (event.type === 'DebtPlaced') return placed(state, event);
  if (!state) return state;
  switch (event.type) {
    case 'DebtRestated':
      return restated(state, event);
    case 'PaymentReceived':
      return {
        ...state,
        balance: minus(state.balance ?? NO_BALANCE, event.data.allocation),
        payments: [...state.payments, event.data.paymentId],
      };
    case 'PlacementEnded':
      return { ...state, ended: event.data.reason };
    case 'HoldPlaced':
      return { ...state, holds: [...state.holds, event.data.holdId] };
    case 'HoldLifted':
      return { ...state, holds: state.holds.filter((hold) => hold !== event.data.holdId) };
    case 'DisputeReceived': {
      const { disputeId } = event.data;
      return { ...state, disputes: [...state.disputes, { disputeId, receivedAt: event.effectiveAt }] };
    }
    case 'DisputeResolved': {
      const { disputeId } = event.data;
      return { ...state, disputes: state.disputes.filter((one) => one.disputeId !== disputeId) };
    }
    case 'PartyLinked':
      return { ...state, parties: [...state.parties, partyKey(event.data.role, event.data.partyId)] };
    default:
      return state;
  }
};
