import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { balance, date, id, minor, nullable, text, withoutReason } from './shared.ts';

const debt = { debtId: id, debtorId: id };

/** Everything that a file says of a debt, but for personal data. */
const stated = {
  dueDate: date,
  plannedRecall: nullable(date),
  product: nullable(text),
  balance,
  balanceAsOf: date,
  /** Keyed digest of the sealed references, so that a repeated row is known without opening anything. */
  digest: text,
};

/** A placement begins. Sealed for the debtor: obligation, instalment, debtorReference, paymentReference. */
export const DebtPlaced = defineEvent(
  'DebtPlaced',
  'debt',
  Type.Object({
    ...debt,
    creditorId: id,
    portfolioId: id,
    /** 1 for the first placement of the debt with the agency. */
    placement: Type.Integer({ minimum: 1 }),
    placedOn: date,
    currency: text,
    ...stated,
  }),
);
/** A later file says something else. `changes` holds only what changed; the balance is stated anew. */
export const DebtRestated = defineEvent(
  'DebtRestated',
  'debt',
  Type.Object({ ...debt, changes: Type.Partial(Type.Object(stated)) }),
);
/** Sealed for the debtor: reference. */
export const PaymentReceived = defineEvent(
  'PaymentReceived',
  'debt',
  Type.Object({
    ...debt,
    paymentId: id,
    amount: minor,
    /** What it paid, in the order tax, fees, interest, principal. */
    allocation: balance,
    /** What was left over. */
    excess: minor,
  }),
);
export const PlacementEnded = defineEvent(
  'PlacementEnded',
  'debt',
  Type.Object({
    ...debt,
    placement: Type.Integer({ minimum: 1 }),
    reason: Type.Union([Type.Literal('paid'), Type.Literal('recalled'), Type.Literal('withdrawn')]),
  }),
);
/** Sealed for the debtor: reason. */
export const HoldPlaced = defineEvent('HoldPlaced', 'debt', Type.Object({ ...debt, holdId: id }), {
  version: 2,
  upcasters: [withoutReason],
});
export const HoldLifted = defineEvent('HoldLifted', 'debt', Type.Object({ ...debt, holdId: id }));
/** The debtor disputes the debt: from the event's `effectiveAt`. Sealed for the debtor: text, where something was written. */
export const DisputeReceived = defineEvent(
  'DisputeReceived',
  'debt',
  Type.Object({ ...debt, disputeId: id }),
);
export const DisputeResolved = defineEvent(
  'DisputeResolved',
  'debt',
  Type.Object({ ...debt, disputeId: id }),
);
export const PartyLinked = defineEvent(
  'PartyLinked',
  'debt',
  Type.Object({
    ...debt,
    role: Type.Union([Type.Literal('guarantor'), Type.Literal('co_debtor'), Type.Literal('reference')]),
    partyId: id,
  }),
);

export const debtEvents = [
  DebtPlaced,
  DebtRestated,
  PaymentReceived,
  PlacementEnded,
  HoldPlaced,
  HoldLifted,
  DisputeReceived,
  DisputeResolved,
  PartyLinked,
] as const;
