import { PaymentMatched, PaymentUnmatched } from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import { idOf, portfolioId } from '../testing/samples.ts';
import { payment } from './payment.ts';

const debtId = idOf('debt');
const effectiveAt = '2026-03-02T05:00:00.000Z';
const waiting = (name: string) => ({
  debtId,
  portfolioId,
  paymentId: idOf(name),
  amount: 500,
  currency: 'COP',
});
const wait = (name: string) => ({ kind: 'wait', ...waiting(name), effectiveAt }) as const;
const match = (name: string) => ({ kind: 'match', debtId, paymentId: idOf(name) }) as const;

describe('a payment before its debt', () => {
  it('waits once, with the instant at which it was made', () => {
    const after = given(payment)
      .when(wait('one'))
      .gives(PaymentUnmatched.make(waiting('one'), { effectiveAt }));
    expect(after.state).toMatchObject([{ paymentId: idOf('one'), amount: 500, effectiveAt, matched: false }]);
    after.when(wait('one')).changesNothing();
  });

  it('is matched once, and does not wait again', () => {
    const matched = given(payment)
      .when(wait('one'))
      .after.when(wait('two'))
      .after.when(match('one'))
      .gives(PaymentMatched.make({ debtId, paymentId: idOf('one') }));
    expect(matched.state.map((one) => one.matched)).toEqual([true, false]);
    matched.when(match('one')).changesNothing();
    matched.when(wait('one')).changesNothing();
  });

  it('that never came is not matched', () => {
    given(payment).when(match('one')).changesNothing();
  });
});
