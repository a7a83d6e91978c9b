import { describe, expect, it } from '@jest/globals';
import type { DebtBody, DebtEntry } from '../models/debts.ts';
import { debtThen } from './ageing.ts';

const amount = (principal: number) => ({ principal, interest: 0, fees: 0, tax: 0 });

const entry = (revision: number, effectiveAt: string, rest: Partial<DebtEntry>): DebtEntry => ({
  effectiveAt,
  recordedAt: effectiveAt,
  revision,
  ...rest,
});

const debt = (...entries: DebtEntry[]): DebtBody => ({
  debtId: 'd',
  debtorId: 'p',
  creditorId: 'c',
  portfolioId: 'b',
  currency: 'COP',
  product: null,
  state: 'open',
  holds: 0,
  balance: amount(0),
  dueDate: '2026-01-31',
  references: null,
  entries,
});

const placed = entry(0, '2026-01-01T05:00:00.000Z', { delta: amount(100), dueDate: '2026-01-31', placed: 1 });

describe('a debt at an instant', () => {
  it('is not there before its placement, nor at the instant that the day begins after', () => {
    expect(debtThen(debt(placed), '2026-01-01T05:00:00.000Z', null)).toBeNull();
    expect(debtThen(debt(placed), '2026-01-01T05:00:00.001Z', null)).toEqual({
      balance: 100n,
      dueDate: '2026-01-31',
    });
  });

  it('is not open from the instant that its placement ended, even when that is before it began', () => {
    const early = entry(1, '2025-12-20T05:00:00.000Z', { ended: 1 });
    expect(debtThen(debt(placed, early), '2026-02-01T05:00:00.000Z', null)).toBeNull();
  });

  it('is open again when it is placed again', () => {
    const ended = entry(1, '2026-01-05T05:00:00.000Z', { delta: amount(-100), ended: 1 });
    const again = entry(2, '2026-01-09T05:00:00.000Z', {
      delta: amount(70),
      dueDate: '2026-03-01',
      placed: 2,
    });
    const twice = debt(placed, ended, again);
    expect(debtThen(twice, '2026-01-06T05:00:00.000Z', null)).toBeNull();
    expect(debtThen(twice, '2026-01-10T05:00:00.000Z', null)).toEqual({
      balance: 70n,
      dueDate: '2026-03-01',
    });
  });

  it('keeps a payment that was recorded after a restatement but made before it', () => {
    const restated = entry(1, '2026-01-20T05:00:00.000Z', { delta: amount(50) });
    const late = {
      ...entry(2, '2026-01-10T05:00:00.000Z', { delta: amount(-30) }),
      recordedAt: '2026-01-25T05:00:00.000Z',
    };
    const body = debt(placed, restated, late);
    expect(debtThen(body, '2026-01-15T05:00:00.000Z', null)?.balance).toBe(70n);
    expect(debtThen(body, '2026-02-01T05:00:00.000Z', null)?.balance).toBe(120n);
    expect(debtThen(body, '2026-02-01T05:00:00.000Z', '2026-01-24T05:00:00.000Z')?.balance).toBe(150n);
  });

  it('falls due on the date that was last stated by then', () => {
    const moved = entry(1, '2026-01-20T05:00:00.000Z', { dueDate: '2026-02-28' });
    expect(debtThen(debt(placed, moved), '2026-01-20T05:00:00.000Z', null)?.dueDate).toBe('2026-01-31');
    expect(debtThen(debt(placed, moved), '2026-01-20T05:00:00.001Z', null)?.dueDate).toBe('2026-02-28');
  });
});
