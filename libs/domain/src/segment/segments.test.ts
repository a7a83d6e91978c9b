import { addDays } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO_BALANCE } from '../debt/balance.ts';
import { debtOf, idOf, stated } from '../testing/samples.ts';
import { nextSegmentDay, segmentsOf } from './segments.ts';

const due = stated.dueDate;

describe('the built-in segments', () => {
  it.each([
    [-400, 'not_due'],
    [0, 'not_due'],
    [1, 'early_arrears'],
    [30, 'early_arrears'],
    [31, 'mid_arrears'],
    [90, 'mid_arrears'],
    [91, 'late_arrears'],
    [4_000, 'late_arrears'],
  ])('%i days past due: %s', (days, segment) => {
    expect(segmentsOf(debtOf(), addDays(due, days))).toEqual([segment]);
  });

  it('tell a high balance, by the currency and counting every component', () => {
    const balance = { ...NO_BALANCE, principal: 99_000, fees: 1_000 };
    expect(segmentsOf(debtOf('a', { currency: 'USD', balance }), due)).toContain('high_balance');
    const less = { ...balance, fees: 999 };
    expect(segmentsOf(debtOf('a', { currency: 'USD', balance: less }), due)).not.toContain('high_balance');
    expect(segmentsOf(debtOf('a', { currency: 'EUR', balance }), due)).not.toContain('high_balance');
  });

  it('tell who has paid something', () => {
    expect(segmentsOf(debtOf('a', { payments: [idOf('payment')] }), due)).toEqual(['not_due', 'part_paid']);
  });

  it('change exactly on the days that are foretold', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 150 }), (days) => {
        const today = addDays(due, days);
        const next = nextSegmentDay(debtOf(), today);
        const last = next === null ? addDays(today, 400) : addDays(next, -1);
        expect(segmentsOf(debtOf(), last)).toEqual(segmentsOf(debtOf(), today));
        if (next) expect(segmentsOf(debtOf(), next)).not.toEqual(segmentsOf(debtOf(), today));
      }),
    );
  });
});
