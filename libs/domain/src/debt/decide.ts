import {
  DebtPlaced,
  DebtRestated,
  DisputeReceived,
  DisputeResolved,
  HoldLifted,
  HoldPlaced,
  type NewEvent,
  PartyLinked,
  PaymentReceived,
  PlacementEnded,
} from '@cauce/contracts';
import type { DateText, InstantText, Uuid } from '@cauce/kernel';
import { allocate, minus, sameBalance, totalOf } from './balance.ts';
import { type Debt, partyKey, type Stated } from './state.ts';

/** Personal references of a debt, sealed for its debtor. */
export interface DebtReferences {
  readonly obligation: string;
  readonly instalment?: string;
  readonly debtorReference?: string;
  readonly paymentReference?: string;
}

export type DebtCommand =
  | {
      /** What a file says of a debt: places it, restates it, or changes nothing. */
      readonly kind: 'state';
      readonly debtId: Uuid;
      readonly debtorId: Uuid;
      readonly creditorId: Uuid;
      readonly portfolioId: Uuid;
      readonly currency: string;
      readonly placedOn: DateText;
      readonly stated: Stated;
      readonly references: DebtReferences;
      /** Since when it is true: the first instant of `placedOn` for a placement. */
      readonly effectiveAt: InstantText;
    }
  | {
      readonly kind: 'pay';
      readonly paymentId: Uuid;
      readonly amount: number;
      readonly reference: string | null;
      readonly effectiveAt: InstantText;
    }
  | { readonly kind: 'end'; readonly reason: 'recalled' | 'withdrawn'; readonly effectiveAt?: InstantText }
  | { readonly kind: 'hold'; readonly holdId: Uuid; readonly reason: string }
  | { readonly kind: 'lift-hold'; readonly holdId: Uuid }
  | {
      readonly kind: 'dispute';
      readonly disputeId: Uuid;
      readonly receivedAt: InstantText;
      /** What was written, for people; sealed for the debtor. */
      readonly text: string | null;
    }
  | { readonly kind: 'resolve-dispute'; readonly disputeId: Uuid }
  | { readonly kind: 'link'; readonly role: 'guarantor' | 'co_debtor' | 'reference'; readonly partyId: Uuid };

type StateDebt = Extract<DebtCommand, { kind: 'state' }>;

const place = (command: StateDebt, before: Debt | null): NewEvent => {
  const { debtId, debtorId, creditorId, portfolioId, currency, placedOn, stated, effectiveAt } = command;
  const placement = (before?.placement ?? 0) + 1;
  return DebtPlaced.make(
    { debtId, debtorId, creditorId, portfolioId, placement, placedOn, currency, ...stated },
    { effectiveAt, personal: [{ subject: debtorId, fields: command.references }] },
  );
};

const differences = (before: Stated, now: Stated): Partial<Stated> =>
  Object.fromEntries(
    Object.entries(now).filter(([name, value]) =>
      name === 'balance' ? !sameBalance(before.balance, now.balance) : before[name as keyof Stated] !== value,
    ),
  );

/**
 * Whether a file that still holds an ended debt brings it back: something is owed, and the balance or the day of
 * placement is a new one, or the debt had only been missing from a snapshot.
 */
export const isBack = ({ stated, placedOn }: StateDebt, debt: Debt): boolean =>
  totalOf(stated.balance) > 0 &&
  (debt.ended === 'withdrawn' ||
    placedOn > debt.placedOn ||
    !sameBalance(debt.stated.balance, stated.balance));

const state = (command: StateDebt, debt: Debt | null): NewEvent[] => {
  if (!debt) return [place(command, null)];
  if (debt.ended !== null) return isBack(command, debt) ? [place(command, debt)] : [];
  const changes = differences(debt.stated, command.stated);
  if (Object.keys(changes).length === 0) return [];
  const personal = changes.digest ? [{ subject: debt.debtorId, fields: command.references }] : [];
  const events: NewEvent[] = [
    DebtRestated.make({ debtId: debt.debtId, debtorId: debt.debtorId, changes }, { personal }),
  ];
  if (changes.balance && totalOf(changes.balance) <= 0) events.push(ended(debt, 'paid'));
  return events;
};

const ended = (debt: Debt, reason: 'paid' | 'recalled' | 'withdrawn', effectiveAt?: InstantText): NewEvent =>
  PlacementEnded.make(
    { debtId: debt.debtId, debtorId: debt.debtorId, placement: debt.placement, reason },
    effectiveAt ? { effectiveAt } : {},
  );

const pay = (command: Extract<DebtCommand, { kind: 'pay' }>, debt: Debt): NewEvent[] => {
  if (debt.payments.includes(command.paymentId)) return [];
  const { paymentId, amount, effectiveAt, reference } = command;
  const { allocation, excess } = allocate(amount, debt.balance);
  const personal = reference === null ? [] : [{ subject: debt.debtorId, fields: { reference } }];
  const { debtId, debtorId } = debt;
  const received = PaymentReceived.make(
    { debtId, debtorId, paymentId, amount, allocation, excess },
    { effectiveAt, personal },
  );
  const settled = debt.ended === null && totalOf(minus(debt.balance, allocation)) <= 0;
  return settled ? [received, ended(debt, 'paid', effectiveAt)] : [received];
};

/** What follows from a command about a debt; nothing where it changes nothing. */
export const decideDebt = (command: DebtCommand, debt: Debt | null): readonly NewEvent[] => {
  if (command.kind === 'state') return state(command, debt);
  if (!debt) return [];
  const { debtId, debtorId } = debt;
  switch (command.kind) {
    case 'pay':
      return pay(command, debt);
    case 'end':
      return debt.ended === null ? [ended(debt, command.reason, command.effectiveAt)] : [];
    case 'hold':
      if (debt.holds.includes(command.holdId)) return [];
      return [
        HoldPlaced.make(
          { debtId, debtorId, holdId: command.holdId },
          { personal: [{ subject: debtorId, fields: { reason: command.reason } }] },
        ),
      ];
    case 'lift-hold':
      return debt.holds.includes(command.holdId)
        ? [HoldLifted.make({ debtId, debtorId, holdId: command.holdId })]
        : [];
    case 'dispute': {
      const { disputeId, receivedAt: effectiveAt, text } = command;
      // One that was received earlier may stop what a later one does not.
      if (debt.disputes.some(({ receivedAt }) => receivedAt <= effectiveAt)) return [];
      const personal = text === null ? [] : [{ subject: debtorId, fields: { text } }];
      return [DisputeReceived.make({ debtId, debtorId, disputeId }, { effectiveAt, personal })];
    }
    case 'resolve-dispute': {
      const { disputeId } = command;
      return debt.disputes.some((one) => one.disputeId === disputeId)
        ? [DisputeResolved.make({ debtId, debtorId, disputeId })]
        : [];
    }
    case 'link': {
      const { role, partyId } = command;
      if (debt.parties.includes(partyKey(role, partyId))) return [];
      return [PartyLinked.make({ debtId, debtorId, role, partyId })];
    }
  }
};
