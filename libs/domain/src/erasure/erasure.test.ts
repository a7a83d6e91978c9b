import type { Actor, NewEvent } from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import type { Attempt, Contact, Person } from '../contact/state.ts';
import type { Debt } from '../debt/state.ts';
import {
  type Erasure,
  type ErasureCommand,
  erasure,
  groundsFor,
  mayApprove,
  retainedUntil,
} from './index.ts';

const ID = '582ec2f0-f65a-84ce-bee4-4cba081bd599';
const NOW = '2026-03-01T12:00:00.000Z';

/** The state after commands, each by an actor. */
const after = (...steps: readonly (readonly [ErasureCommand, Actor])[]): Erasure =>
  steps.reduce((state, [command, actor]) => {
    const events = erasure.decide(command, state) as readonly (NewEvent & { type: string })[];
    return events.reduce(
      (folded, event) =>
        erasure.evolve(folded, { ...event, actor, recordedAt: NOW } as Parameters<typeof erasure.evolve>[1]),
      state,
    );
  }, erasure.initial);

const request = (...because: string[]): ErasureCommand => ({
  kind: 'request',
  debtorId: ID,
  reason: 'asked',
  because,
});
const approve = (by: Actor): ErasureCommand => ({ kind: 'approve', debtorId: ID, by });
const complete: ErasureCommand = { kind: 'complete', debtorId: ID };
const ONE = 'principal:one';
const TWO = 'principal:two';

describe('erasure', () => {
  it('is decided at once where nothing stands in the way', () => {
    expect(after([request(), ONE])).toEqual({
      status: 'decided',
      because: [],
      consents: [{ actor: ONE, at: NOW }],
    });
  });

  it('keeps the reason under the key of the person it is about', () => {
    const asked = erasure.decide(request(), erasure.initial);
    expect(asked).toMatchObject([{ personal: [{ subject: ID, fields: { reason: 'asked' } }] }]);
    expect(JSON.stringify(asked[0]?.data)).not.toContain('asked');
    const [silent] = erasure.decide({ ...request(), reason: null } as ErasureCommand, erasure.initial);
    expect(silent?.personal).toEqual([]);
  });

  it('waits for a second word, which must be another principal’s', () => {
    const pending = after([request('OPEN_CLAIM: 1 debt is open'), ONE]);
    expect(pending.status).toBe('pending');
    expect(mayApprove(pending, ONE)).toBe(false);
    expect(erasure.decide(approve(ONE), pending)).toEqual([]);
    expect(mayApprove(pending, TWO)).toBe(true);
    const decided = after([request('OPEN_CLAIM: 1 debt is open'), ONE], [approve(TWO), TWO]);
    expect(decided).toMatchObject({ status: 'decided', because: ['OPEN_CLAIM: 1 debt is open'] });
    expect(decided.consents.map(({ actor }) => actor)).toEqual([ONE, TWO]);
  });

  it('takes no approval that nobody asked for, and asks once', () => {
    expect(after([approve(TWO), TWO])).toBe(erasure.initial);
    const pending = after([request('RETENTION: …'), ONE]);
    expect(erasure.decide(request('RETENTION: …'), pending)).toEqual([]);
  });

  it('needs nobody any more once the grounds are gone', () => {
    expect(after([request('RETENTION: …'), ONE], [request(), ONE]).status).toBe('decided');
  });

  it('ends once, also where a copy of the log knows of no decision', () => {
    const erased = after([complete, 'policy:erasure']);
    expect(erased.status).toBe('erased');
    for (const command of [complete, request(), approve(TWO)])
      expect(erasure.decide(command, erased)).toEqual([]);
  });
});

const personWith = (country: string, ...startedAt: string[]): Person => {
  const contacts = new Map(
    startedAt.map((at) => [
      at,
      { attempts: [{ startedAt: at } as Partial<Attempt> as Attempt] } as Partial<Contact> as Contact,
    ]),
  );
  return { country, contacts } as Partial<Person> as Person;
};

const debtWith = (ended: Debt['ended']): Debt => ({ ended }) as Partial<Debt> as Debt;

describe('why one word is not enough', () => {
  it('an open debt', () => {
    const facts = { person: null, jurisdictions: ['CO'], now: NOW };
    expect(groundsFor({ ...facts, debts: [debtWith(null), debtWith(null), debtWith('paid')] })).toEqual([
      'OPEN_CLAIM: 2 debts are open',
    ]);
    expect(groundsFor({ ...facts, debts: [debtWith('recalled')] })).toEqual([]);
  });

  it.each([
    ['US', ['US-NY'], '2023-03-01T12:00:00.001Z', true],
    ['US', ['US'], '2023-03-01T12:00:00.000Z', false],
    ['CL', ['CL'], '2024-03-01T12:00:00.001Z', true],
    ['CL', ['CL'], '2024-03-01T12:00:00.000Z', false],
    ['CL', ['US'], '2024-01-01T00:00:00.000Z', true],
    ['CO', ['CO'], '2023-03-01T12:00:00.001Z', true],
    ['CO', [], '2023-03-01T12:00:00.000Z', false],
  ])('a contact whose record must be kept: %s %s %s', (country, jurisdictions, last, kept) => {
    const person = personWith(country, '2020-01-01T00:00:00.000Z', last);
    const grounds = groundsFor({ person, debts: [], jurisdictions, now: NOW });
    expect(grounds.map((ground) => ground.split(':')[0])).toEqual(kept ? ['RETENTION'] : []);
  });

  it('nothing for whoever was never contacted', () => {
    expect(groundsFor({ person: personWith('US'), debts: [], jurisdictions: ['US'], now: NOW })).toEqual([]);
  });

  it('names the text of the longest term, and counts years by the calendar', () => {
    expect(retainedUntil('2024-02-29T10:00:00.000Z', ['CL', 'US'])).toEqual({
      until: '2027-02-28T10:00:00.000Z',
      citation: '12 CFR 1006.100(a)',
    });
    expect(retainedUntil('2024-01-01T00:00:00.000Z', []).citation).toMatch(/agency policy/);
  });
});
