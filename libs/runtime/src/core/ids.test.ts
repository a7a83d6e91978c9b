import { describe, expect, it } from '@jest/globals';
import { Ids } from './ids.ts';

const ids = new Ids(new Uint8Array(32).fill(1));
const others = new Ids(new Uint8Array(32).fill(2));
const person = { country: 'CO', documentType: 'CC', documentNumber: '1030000001' };
const payment = {
  kind: 'payment' as const,
  portfolio: { creditor: 'Banco', code: 'consumo' },
  obligation: 'A',
  amount: 500,
  currency: 'COP',
  paidAt: '2026-03-01',
};

describe('ids of an installation', () => {
  it('are one for one person, whoever the creditor is', () => {
    expect(ids.person(person, 'one')).toBe(ids.person(person, 'two'));
    expect(ids.person(person, 'one')).not.toBe(ids.person({ ...person, country: 'PE' }, 'one'));
  });

  it('are each creditor’s own where the creditor gave the number', () => {
    const own = { ...person, documentType: 'ISSUER' };
    expect(ids.person(own, 'one')).not.toBe(ids.person(own, 'two'));
  });

  it('tell nothing to whoever lacks the secret', () => {
    expect(ids.person(person, '')).not.toBe(others.person(person, ''));
    expect(ids.debt('c', 'p', 'A')).not.toBe(others.debt('c', 'p', 'A'));
    expect(ids.point({ kind: 'email', value: 'a@b.co' })).not.toBe(
      others.point({ kind: 'email', value: 'a@b.co' }),
    );
    expect(ids.digest('person', 'x')).not.toBe(others.digest('person', 'x'));
    expect(ids.creditor('Banco')).toBe(others.creditor('Banco'));
  });

  it('keep parts apart', () => {
    expect(ids.debt('c', 'p', 'A', 'B')).not.toBe(ids.debt('c', 'p', 'AB'));
    expect(ids.digest('person', 'ab', 'c')).not.toBe(ids.digest('person', 'a', 'bc'));
  });

  it('of a payment come from its reference, else from its content and place among equals', () => {
    expect(ids.payment('d', payment, 0)).not.toBe(ids.payment('d', payment, 1));
    expect(ids.payment('d', payment, 1)).toBe(ids.payment('d', payment, 1));
    const referenced = { ...payment, reference: 'R-1' };
    expect(ids.payment('d', referenced, 0)).toBe(ids.payment('d', { ...referenced, amount: 1 }, 7));
    expect(ids.payment('d', referenced, 0)).not.toBe(ids.payment('e', referenced, 0));
  });
});
