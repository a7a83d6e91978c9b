import { describe, expect, it } from '@jest/globals';
import { adjudicate } from './adjudicate.ts';
import { compilePack } from './compile.ts';
import type { Facts, PastContact, Standing } from './facts.ts';
import type { RuleDefinition, Scope } from './pack.ts';

type Body = Pick<RuleDefinition, 'kind' | 'parameters'>;

const rule = (body: Body, scope: Partial<Scope> = {}): RuleDefinition =>
  ({
    ...body,
    id: 'R',
    title: { es: 'R', en: 'R' },
    citation: { text: 'Law' },
    certainty: 'A',
    inForce: { from: '2000-01-01' },
    appliesTo: { channels: '*', ...scope },
  }) as RuleDefinition;

/** A proposal of a call on Tuesday 5 May 2026 at noon in Bogotá. */
const judge = (
  rules: RuleDefinition[],
  standing: Standing,
  history: PastContact[] = [],
  zones = ['America/Bogota'],
) => {
  const definition = { jurisdiction: 'CO', version: '1.0.0', title: { es: '-', en: '-' }, zones: [], rules };
  const facts: Facts = {
    zones,
    country: 'CO',
    regions: [],
    portfolio: { jurisdiction: 'CO', collector: 'third_party', debtKind: 'consumer' },
    history,
    standing,
  };
  const proposal = {
    at: '2026-05-05T17:00:00.000Z',
    channel: 'call',
    debtId: 'd1',
    creditorId: 'c1',
  } as const;
  return adjudicate([compilePack(definition, () => false)], facts, proposal);
};

const mornings = rule({
  kind: 'hours',
  parameters: { windows: { 'mon-sun': [['08:00', '09:00']] }, closedOnHolidays: false },
});
const WEDNESDAY_MORNING = '2026-05-06T13:00:00.000Z';
const barred: Body = { kind: 'barred', parameters: {} };
const unwished: Body = { kind: 'personal_hours', parameters: {} };

describe('what changes between a proposal and the instant that it is deferred to', () => {
  it('a consent that will be stale by then does not carry it', () => {
    const consent = rule({ kind: 'consent', parameters: { consent: 'sms', days: 60 } });
    const given = (at: string) => judge([mornings, consent], { consents: [{ kind: 'sms', at }] });
    expect(given('2026-03-07T12:00:00.000Z').notBefore).toBe(WEDNESDAY_MORNING);
    expect(given('2026-03-06T12:00:00.000Z')).toMatchObject({ decision: 'block', notBefore: null });
  });

  it('a consent counts from its instant on', () => {
    const consent = rule({ kind: 'consent', parameters: { consent: 'sms' } });
    const decision = judge([consent], { consents: [{ kind: 'sms', at: '2026-05-05T17:00:30.000Z' }] });
    expect(decision).toMatchObject({ notBefore: '2026-05-05T17:01:00.000Z', reasons: ['NO_CONSENT'] });
  });

  it('a session that will be over by then excepts nothing', () => {
    const rules = [mornings, rule(unwished, { exceptions: [{ session: true }] })];
    const standing: Standing = {
      sessions: [{ channel: 'call', from: '2026-05-05T16:50:00.000Z', to: '2026-05-05T17:30:00.000Z' }],
      inconvenient: [{ days: ['mon-fri'], from: '08:00', to: '12:30' }],
    };
    expect(judge(rules, standing).notBefore).toBe('2026-05-09T13:00:00.000Z');
  });

  it('a rule with nothing against it is silent while its text excepts, and says so', () => {
    const rules = [rule(unwished, { exceptions: [{ session: true }] })];
    const sessions = [
      { channel: 'call', from: '2026-05-05T16:50:00.000Z', to: '2026-05-05T17:30:00.000Z' },
    ] as const;
    expect(judge(rules, { sessions }).rules).toMatchObject([
      { outcome: 'not_applicable', reason: 'OK_CONSUMER_SESSION' },
    ]);
  });

  it('a mark that a rule asks for, or that excepts, does so while it holds', () => {
    const guarded = rule(barred, { marks: ['pattern_guard'] });
    const guard = { kind: 'pattern_guard', since: '2026-05-04', lastDay: '2026-05-06' } as const;
    expect(judge([guarded], { marks: [guard] }).notBefore).toBe('2026-05-07T05:00:00.000Z');
    const excepted = rule(barred, { exceptions: [{ marks: ['active_debt'] }] });
    const active = { kind: 'active_debt', lastDay: '2026-05-05' } as const;
    expect(judge([excepted], { marks: [active] }).decision).toBe('allow');
    expect(judge([excepted, mornings], { marks: [active] }).decision).toBe('block');
  });

  it('a mark that excepts must hold wherever the person may be', () => {
    const excepted = rule(barred, { exceptions: [{ marks: ['active_debt'] }] });
    const marks = [{ kind: 'active_debt', since: '2026-05-06' }] as const;
    const inZones = (...zones: string[]) => judge([excepted], { marks }, [], zones).notBefore;
    expect(inZones('America/Bogota')).toBe('2026-05-06T05:00:00.000Z');
    expect(inZones('America/Bogota', 'America/Los_Angeles')).toBe('2026-05-06T07:00:00.000Z');
  });

  it('a place is unwished, and the person there, while the marks hold', () => {
    const places = rule({ kind: 'places', parameters: { places: { work: ['work_phone'] } } });
    const marks = [
      { kind: 'inconvenient_place', place: 'work' },
      { kind: 'at_place', place: 'work', lastDay: '2026-05-05' },
    ] as const;
    expect(judge([places], { marks }).notBefore).toBe('2026-05-06T05:00:00.000Z');
  });

  it('a dispute stops from its receipt on', () => {
    const dispute = rule({ kind: 'dispute', parameters: { receivedAfter: 5, days: 30 } });
    const standing: Standing = { dispute: { receivedAt: '2026-05-05T18:00:00.000Z' } };
    expect(judge([dispute], standing).decision).toBe('allow');
    expect(judge([dispute, mornings], standing).decision).toBe('block');
  });

  it('a mark with an end months ahead defers to it', () => {
    const held = rule({ kind: 'marked', parameters: { marks: ['breathing_space'] } });
    const marks = [{ kind: 'breathing_space', lastDay: '2026-08-31' }] as const;
    expect(judge([held], { marks }).notBefore).toBe('2026-09-01T05:00:00.000Z');
  });
});

describe('what is known in no order', () => {
  it('an agreement that is taken back in the same instant is none, whichever comes first', () => {
    const cap = rule({
      kind: 'cap',
      parameters: {
        counts: [{ direction: 'out' }],
        per: 'debtor',
        limit: 1,
        window: { type: 'week' },
        agreementDays: 7,
      },
    });
    const past = (at: string, rest: Partial<PastContact>): PastContact => ({
      at,
      channel: 'call',
      direction: 'in',
      outcome: 'received',
      creditorId: 'c1',
      debtIds: ['d1'],
      ...rest,
    });
    const called = past('2026-05-04T15:00:00.000Z', { direction: 'out', outcome: 'no_answer' });
    const agreed = past('2026-05-05T15:00:00.000Z', { agreesToCalls: {} });
    const revoked = past('2026-05-05T15:00:00.000Z', { revokesCalls: true });
    expect(judge([cap], {}, [called, agreed]).decision).toBe('allow');
    expect(judge([cap], {}, [called, agreed, revoked]).reasons).toEqual(['FREQUENCY_CAP']);
    expect(judge([cap], {}, [called, revoked, agreed]).reasons).toEqual(['FREQUENCY_CAP']);
  });

  it('of several marks the one that the rule names first gives the reason', () => {
    const asked = rule({ kind: 'marked', parameters: { marks: ['wrong_number', 'cease'] } });
    const marks = [{ kind: 'cease' }, { kind: 'wrong_number' }] as const;
    expect(judge([asked], { marks }).reasons).toEqual(['WRONG_NUMBER']);
    expect(judge([asked], { marks: marks.toReversed() }).reasons).toEqual(['WRONG_NUMBER']);
  });

  it('a dispute stops at any time where the text knows no period', () => {
    const standing: Standing = {
      validationNotices: [{ sentOn: '2026-01-02' }],
      dispute: { receivedAt: '2026-05-05T12:00:00.000Z' },
    };
    const within = rule({ kind: 'dispute', parameters: { receivedAfter: 5, days: 30 } });
    const always = rule({ kind: 'dispute', parameters: {} });
    expect([within, always].map((one) => judge([one], standing).decision)).toEqual(['allow', 'block']);
  });

  it('the validation period runs from the earliest notice that did not come back', () => {
    const dispute = rule({ kind: 'dispute', parameters: { receivedAfter: 5, days: 30 } });
    const notices = [{ sentOn: '2026-05-01' }, { sentOn: '2026-03-02' }];
    const under = (validationNotices: typeof notices) =>
      judge([dispute], { validationNotices, dispute: { receivedAt: '2026-05-05T12:00:00.000Z' } }).decision;
    expect(under(notices)).toBe('allow');
    expect(under(notices.toReversed())).toBe('allow');
  });
});
