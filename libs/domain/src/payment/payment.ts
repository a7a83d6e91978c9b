import { type EventsOf, PaymentMatched, PaymentUnmatched, type paymentEvents } from '@cauce/contracts';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';

/** A payment that waits for its debt. */
export interface WaitingPayment {
  readonly paymentId: Uuid;
  readonly amount: number;
  readonly currency: string;
  readonly effectiveAt: InstantText;
  readonly matched: boolean;
}

export type PaymentCommand =
  | {
      readonly kind: 'wait';
      readonly debtId: Uuid;
      readonly portfolioId: Uuid;
      readonly paymentId: Uuid;
      readonly amount: number;
      readonly currency: string;
      readonly effectiveAt: InstantText;
    }
  | { readonly kind: 'match'; readonly debtId: Uuid; readonly paymentId: Uuid };

/** Payments that came before their debt, by the debt that they name. */
export const payment: Decider<readonly WaitingPayment[], PaymentCommand, EventsOf<typeof paymentEvents>> = {
  category: 'payment',
  initial: [],
  decide(command, waiting) {
    const known = waiting.find(({ paymentId }) => paymentId === command.paymentId);
    if (command.kind === 'match') {
      return known && !known.matched
        ? [PaymentMatched.make({ debtId: command.debtId, paymentId: command.paymentId })]
        : [];
    }
    if (known) return [];
    const { kind: _, effectiveAt, ...data } = command;
    return [PaymentUnmatched.make(data, { effectiveAt })];
  },
  evolve(waiting, event) {
    if (event.type === 'PaymentUnmatched') {
      const { paymentId, amount, currency } = event.data;
      return [...waiting, { paymentId, amount, currency, effectiveAt: event.effectiveAt, matched: false }];
    }
    return waiting.map((one) => (one.paymentId === event.data.paymentId ? { ...one, matched: true } : one));
  },
};
