import { emailOf, identityDocument, phoneOf } from '@cauce/domain';
import { addDays, canonicalJson, isZone, sha256 } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import { generateSample } from './generate.ts';

const request = { seed: 1, today: '2026-03-01', debtors: 2_000, days: 60 };
const sample = generateSample(request);
const people = sample.debts.flatMap(({ debtor, parties }) => [
  debtor,
  ...parties.map(({ person }) => person),
]);
const debtors = new Map(
  sample.debts.map((row) => [`${row.debtor.documentType}${row.debtor.documentNumber}`, row]),
);

describe('the sample portfolio', () => {
  it('is the same for the same seed and day, on every machine', () => {
    const few = { ...request, debtors: 50 };
    expect(sha256(canonicalJson(generateSample(few)))).toBe(
      'a6f8518d6b812e322d5d09176bb0f6b625787a60e1344bb314e1b941ce78d5de',
    );
    expect(canonicalJson(generateSample(request))).toBe(canonicalJson(sample));
    expect(canonicalJson(generateSample({ ...few, seed: 2 }))).not.toBe(canonicalJson(generateSample(few)));
  });

  it('moves with its day: the same debts, so many days later', () => {
    const later = generateSample({ ...request, today: addDays(request.today, 7) });
    expect(later.debts.map(({ dueDate }) => dueDate)).toEqual(
      sample.debts.map((row) => addDays(row.dueDate, 7)),
    );
  });

  it('holds as many debtors as asked, of three creditors in four countries', () => {
    expect(debtors.size).toBe(2_000);
    expect(new Set(sample.debts.map(({ portfolio }) => portfolio.creditor)).size).toBe(3);
    expect(new Set(sample.debts.map(({ portfolio }) => portfolio.jurisdiction))).toEqual(
      new Set(['CO', 'MX', 'PE', 'CL']),
    );
    expect(new Set(sample.debts.map(({ currency }) => currency))).toEqual(
      new Set(['COP', 'COU', 'MXN', 'PEN', 'CLP', 'CLF']),
    );
    expect(new Set(sample.debts.map((row) => row.obligation)).size).toBe(sample.debts.length);
  });

  it('gives everybody a document with its check digit, as a file would have to', () => {
    for (const { country, documentType, documentNumber, kind } of people) {
      const document = identityDocument(country, documentType, documentNumber);
      expect(document).toMatchObject({ ok: true, value: { number: documentNumber } });
      if (document.ok && document.value.holder) expect(document.value.holder).toBe(kind);
    }
  });

  it('reaches people only at numbers that can exist and domains that cannot', () => {
    for (const { country, points } of people) {
      for (const { kind, value } of points) {
        if (kind === 'phone') expect(phoneOf(value, country)).toEqual({ ok: true, value });
        if (kind !== 'email') continue;
        expect(emailOf(value)).toEqual({ ok: true, value });
        expect(value).toMatch(/\.example$/);
      }
    }
    expect(sample.debts.every(({ portfolio }) => isZone(portfolio.zone ?? ''))).toBe(true);
  });

  it('has debtors whose mail bounces, who have a second address, or none', () => {
    const mails = [...debtors.values()].map(({ debtor }) =>
      debtor.points.filter(({ kind }) => kind === 'email').map(({ value }) => value.startsWith('bounce')),
    );
    const share = (those: readonly boolean[]) =>
      mails.filter((one) => one.join() === those.join()).length / mails.length;
    expect(share([true])).toBeCloseTo(0.03, 1);
    expect(share([true, false])).toBeCloseTo(0.04, 1);
    expect(share([])).toBeCloseTo(0.03, 1);
    expect(share([false])).toBeGreaterThan(0.8);
  });

  it('places debts before and after they are due, within its days', () => {
    const early = sample.debts.filter(({ placedOn = '', dueDate }) => placedOn < dueDate).length;
    expect(early / sample.debts.length).toBeGreaterThan(0.3);
    expect(early / sample.debts.length).toBeLessThan(0.6);
    for (const { placedOn = '' } of sample.debts) {
      expect(placedOn >= sample.from && placedOn < request.today).toBe(true);
    }
  });

  it('pays debts of its own, after their placement and never more than was owed', () => {
    const byDebt = new Map(sample.debts.map((row) => [row.obligation, row]));
    const paid = new Map<string, number>();
    for (const { obligation, amount, paidAt, currency } of sample.payments) {
      const row = byDebt.get(obligation);
      expect(row?.currency).toBe(currency);
      expect(paidAt > (row?.placedOn ?? '9')).toBe(true);
      expect(amount).toBeGreaterThan(0);
      paid.set(obligation, (paid.get(obligation) ?? 0) + amount);
    }
    let partly = 0;
    for (const [obligation, amount] of paid) {
      const { principal = 0, interest = 0, fees = 0, tax = 0 } = byDebt.get(obligation)?.balance ?? {};
      const total = principal + interest + fees + tax;
      expect(amount).toBeLessThanOrEqual(total);
      if (amount < total) partly += 1;
    }
    expect(paid.size).toBeGreaterThan(500);
    expect(partly).toBeGreaterThan(50);
    expect(sample.recalls.length).toBeGreaterThan(3);
  });
});
