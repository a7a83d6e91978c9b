import { describe, expect, it } from '@jest/globals';
import { generateSample } from './generate.ts';
import { stageSample } from './staging.ts';

const sample = generateSample({ seed: 1, today: '2026-03-01', debtors: 300, days: 60 });
const until = '2026-03-01T02:00:00.000Z';
const rows = stageSample(sample, until);

describe('the files of a sample', () => {
  it('come in the order of their instants, none after the end', () => {
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted());
    expect(rows.at(-1)?.at).toBe(until);
  });

  it('bring a debt on its day and a payment once it was made', () => {
    for (const { at, row } of rows) {
      if (row.kind === 'debt') expect(at).toBe(`${row.placedOn}T09:00:00.000Z`);
      if (row.kind === 'payment') expect(row.paidAt <= at).toBe(true);
    }
    expect(rows.filter(({ row }) => row.kind === 'debt')).toHaveLength(sample.debts.length);
  });

  it('leave out only payments that are still to come', () => {
    const late = sample.payments.filter(({ paidAt }) => paidAt > until);
    expect(late.length).toBeLessThan(5);
    expect(rows.length).toBe(sample.debts.length + sample.payments.length - late.length);
  });
});
