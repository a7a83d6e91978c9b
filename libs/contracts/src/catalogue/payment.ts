import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id, minor, text } from './shared.ts';

/** A payment that came before its debt waits in `payment-{debtId}`. Sealed for the debt's own key: reference. */
export const PaymentUnmatched = defineEvent(
  'PaymentUnmatched',
  'payment',
  Type.Object({ debtId: id, portfolioId: id, paymentId: id, amount: minor, currency: text }),
);
export const PaymentMatched = defineEvent(
  'PaymentMatched',
  'payment',
  Type.Object({ debtId: id, paymentId: id }),
);

export const paymentEvents = [PaymentUnmatched, PaymentMatched] as const;
