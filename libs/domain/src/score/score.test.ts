import { DebtScored } from '@cauce/contracts';
import { addDays } from '@cauce/kernel';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO_BALANCE } from '../debt/balance.ts';
import { debtOf, debtorId, idOf, stated } from '../testing/samples.ts';
import { reasonsFor, score, scoreOf } from './score.ts';

const on = (days: number) => addDays(stated.dueDate, days);

describe('the score', () => {
  it.each([
    [-5, true, 80],
    [0, false, 50],
    [2, true, 60],
    [3, true, 59],
    [119, true, 21],
    [120, true, 20],
    [4_000, true, 20],
    [4_000, false, 0],
  ])('%i days past due, reachable %s: %i', (days, reachable, points) => {
    expect(scoreOf(reasonsFor(debtOf(), reachable, on(days)))).toBe(points);
  });

  it('knows who has paid, and charges above a quarter of the whole', () => {
    const charged = { ...NO_BALANCE, principal: 7_500, interest: 2_500 };
    const codes = (told: object) => reasonsFor(debtOf('a', told), true, on(0)).map(({ code }) => code);
    expect(codes({ payments: [idOf('p')], balance: charged })).toEqual(['NOT_DUE', 'REACHABLE', 'HAS_PAID']);
    expect(codes({ balance: { ...charged, fees: 1 } })).toEqual(['NOT_DUE', 'REACHABLE', 'HIGH_CHARGES']);
    expect(codes({ balance: NO_BALANCE })).toEqual(['NOT_DUE', 'REACHABLE']);
  });

  it('is said with its reasons and model, and again only when a reason changes', () => {
    const reasons = [
      { code: 'NOT_DUE', points: 20 },
      { code: 'REACHABLE', points: 10 },
    ];
    const command = { debt: debtOf(), reachable: true, today: on(0) };
    const after = given(score)
      .when(command)
      .gives(DebtScored.make({ debtId: idOf('debt'), debtorId, score: 80, model: 'points@1', reasons }));
    after.when({ ...command, today: on(-1) }).changesNothing();
    expect(after.when({ ...command, today: on(3) }).events).toHaveLength(1);
  });

  it('stays between 0 and 100, a whole number that its reasons explain', () => {
    const debts = fc.record({
      days: fc.integer({ min: -1_000, max: 10_000 }),
      reachable: fc.boolean(),
      paid: fc.boolean(),
      principal: fc.nat(),
      fees: fc.nat(),
    });
    fc.assert(
      fc.property(debts, ({ days, reachable, paid, principal, fees }) => {
        const debt = debtOf('a', {
          balance: { ...NO_BALANCE, principal, fees },
          payments: paid ? [idOf('payment')] : [],
        });
        const reasons = reasonsFor(debt, reachable, on(days));
        const points = scoreOf(reasons);
        expect(Number.isInteger(points) && points >= 0 && points <= 100).toBe(true);
        const sum = reasons.reduce((total, one) => total + one.points, 50);
        expect(points).toBe(Math.max(0, Math.min(100, sum)));
      }),
    );
  });
});
