import { describe, expect, it } from '@jest/globals';
import { LawDays } from './law-days.ts';

type Deferral = Parameters<LawDays['take']>[0];

const SUNDAY = '2026-03-08T14:30:00.000Z';
const MONDAY = '2026-03-09T12:00:00.000Z';
const TUESDAY = '2026-03-10T05:00:00.000Z';

const rule = (id: string, notBefore: string | null) => ({
  id,
  outcome: notBefore === null ? ('allow' as const) : ('defer' as const),
  citation: `law of ${id}`,
  inputs: {},
  notBefore,
  pack: 'CO',
  packVersion: '1',
});

const deferral = (
  contactId: string,
  rules: readonly ReturnType<typeof rule>[],
  plannedFor = SUNDAY,
): Deferral => ({
  debtorId: 'd',
  creditorId: 'c',
  contactId,
  requestId: 'r',
  channel: 'email',
  language: 'es',
  plannedFor,
  usefulUntil: TUESDAY,
  notBefore: MONDAY,
  items: [],
  decision: {
    at: plannedFor,
    items: [
      { debtId: 'x', step: 'P+1', decision: 'defer', notBefore: MONDAY, reasons: [], rules: [...rules] },
    ],
    packs: [],
    basis: { streams: [], facts: { zones: ['America/Bogota'] } },
  },
});

describe('days on which the law moved contacts', () => {
  it('counts a contact once for a rule and a day', () => {
    const days = new LawDays();
    for (const id of ['a', 'b', 'a']) days.take(deferral(id, [rule('HOURS', MONDAY), rule('DAY', null)]));
    expect(days.busiest()).toEqual({
      day: '2026-03-08',
      rule: 'HOURS',
      citation: 'law of HOURS',
      contacts: 2,
      example: { contactId: 'a', zone: 'America/Bogota', from: SUNDAY, to: MONDAY },
    });
  });

  it('names the rule that allows it last where several deferred', () => {
    const days = new LawDays();
    days.take(deferral('a', [rule('HOURS', MONDAY), rule('DAY', TUESDAY)]));
    expect(days.busiest()?.rule).toBe('DAY');
  });

  it('takes the day of the place, and sums rules over all days', () => {
    const days = new LawDays();
    days.take(deferral('a', [rule('HOURS', MONDAY)], '2026-03-09T03:00:00.000Z'));
    days.take(deferral('b', [rule('HOURS', TUESDAY)], TUESDAY));
    expect(days.busiest()?.day).toBe('2026-03-08');
    expect(days.byRule()).toEqual([{ rule: 'HOURS', contacts: 2 }]);
  });

  it('has none where nothing was deferred', () => {
    const days = new LawDays();
    days.take(deferral('a', [rule('HOURS', null)]));
    expect(days.busiest()).toBeNull();
  });
});
