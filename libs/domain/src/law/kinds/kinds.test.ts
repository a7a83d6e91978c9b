import { describe, expect, it } from '@jest/globals';
import { adjudicate } from '../adjudicate.ts';
import { compilePack } from '../compile.ts';
import type { Facts, PastContact, Proposal, Standing } from '../facts.ts';
import type { RuleDefinition, Scope } from '../pack.ts';

const ZONE = 'America/Bogota';
const NOON = '2026-05-05T17:00:00.000Z';

type Body = Pick<RuleDefinition, 'kind' | 'parameters'>;

/** One rule alone, on what is known. */
const judge = (
  body: Body,
  { standing = {}, history = [] }: { standing?: Standing; history?: readonly PastContact[] } = {},
  proposal: Partial<Proposal> = {},
  scope: Partial<Scope> = {},
) => {
  const rule = {
    ...body,
    id: 'R',
    title: { es: 'R', en: 'R' },
    citation: { text: 'Law', link: 'https://example.org' },
    certainty: 'A',
    inForce: { from: '2000-01-01' },
    appliesTo: { channels: '*', ...scope },
  } as RuleDefinition;
  const pack = compilePack(
    { jurisdiction: 'CO', version: '1.0.0', title: rule.title, zones: [ZONE], rules: [rule] },
    () => false,
  );
  const facts: Facts = {
    zones: [ZONE],
    country: 'CO',
    regions: [],
    portfolio: { jurisdiction: 'CO', collector: 'third_party', debtKind: 'consumer' },
    history,
    standing,
  };
  return adjudicate([pack], facts, {
    at: NOON,
    channel: 'call',
    debtId: 'd1',
    creditorId: 'c1',
    ...proposal,
  });
};

const past = (at: string, rest: Partial<PastContact> = {}): PastContact => ({
  at,
  channel: 'call',
  direction: 'out',
  outcome: 'no_answer',
  creditorId: 'c1',
  debtIds: ['d1'],
  ...rest,
});

describe('marks', () => {
  const stop: Body = { kind: 'marked', parameters: { marks: ['cease'] } };

  it('stop a contact from their instant on, for the debts, channels and addresses that they are about', () => {
    const marked = (mark: object) =>
      judge(stop, { standing: { marks: [{ kind: 'cease', ...mark }] } }).decision;
    expect(marked({})).toBe('block');
    expect(marked({ since: NOON })).toBe('block');
    expect(marked({ since: '2026-05-05T17:00:01.000Z' })).toBe('allow');
    expect(marked({ debtIds: ['d2'] })).toBe('allow');
    expect(marked({ channels: ['email'] })).toBe('allow');
    expect(marked({ addressId: 'a' })).toBe('allow');
    expect(judge(stop, { standing: { marks: [{ kind: 'attorney' }] } }).decision).toBe('allow');
  });

  it('that end defer to the day after their last, or after so many days', () => {
    const held: Body = { kind: 'marked', parameters: { marks: ['cease'], days: 3 } };
    const until = (mark: object) =>
      judge(held, { standing: { marks: [{ kind: 'cease', since: '2026-05-04', ...mark }] } }).notBefore;
    expect(until({})).toBe('2026-05-07T05:00:00.000Z');
    expect(until({ lastDay: '2026-05-05' })).toBe('2026-05-06T05:00:00.000Z');
  });

  it('for one channel close those that the rule says are alike', () => {
    const alike: Body = {
      kind: 'marked',
      parameters: { marks: ['medium_opt_out'], alike: [['call', 'ivr']] },
    };
    const standing: Standing = { marks: [{ kind: 'medium_opt_out', channels: ['call'] }] };
    expect(judge(alike, { standing }, { channel: 'ivr' }).decision).toBe('block');
    expect(judge(alike, { standing }, { channel: 'sms' }).decision).toBe('allow');
  });
});

describe('exceptions', () => {
  const barred: Body = { kind: 'barred', parameters: {} };

  it('let the one answer by the same channel pass', () => {
    const asked = past('2026-05-05T16:00:00.000Z', { direction: 'in', outcome: 'received', id: '0' });
    const scope = { exceptions: [{ answer: true as const }] };
    const answer = (history: PastContact[], proposal: Partial<Proposal>) =>
      judge(barred, { history }, proposal, scope).reasons;
    expect(answer([asked], { answers: '0' })).toEqual(['OK', 'OK_RESPOND_ONCE']);
    expect(answer([asked], { answers: '0', channel: 'sms' })).toEqual(['FORBIDDEN_CONTENT']);
    expect(answer([asked, past(NOON, { answers: '0' })], { answers: '0' })).toEqual(['FORBIDDEN_CONTENT']);
  });

  it('need all that they name', () => {
    const scope = { exceptions: [{ purposes: ['opt_out_confirmation' as const], content: { only: true } }] };
    const with_ = (proposal: Partial<Proposal>) => judge(barred, {}, proposal, scope).decision;
    expect(with_({ purpose: 'opt_out_confirmation', content: { only: true } })).toBe('allow');
    expect(with_({ purpose: 'opt_out_confirmation' })).toBe('block');
    expect(with_({ content: { only: true } })).toBe('block');
  });

  it('hold while the person is in a session', () => {
    const session = { channel: 'call' as const, from: '2026-05-05T16:50:00.000Z', to: NOON };
    const scope = { exceptions: [{ session: true as const }] };
    const at = (when: string) =>
      judge(barred, { standing: { sessions: [session] } }, { at: when }, scope).reasons;
    expect(at('2026-05-05T16:59:59.999Z')).toContain('OK_CONSUMER_SESSION');
    expect(at(NOON)).toEqual(['FORBIDDEN_CONTENT']);
  });
});

describe('an agreement to calls', () => {
  const cap: Body = {
    kind: 'cap',
    parameters: {
      counts: [{ direction: 'out' }],
      per: 'debt',
      limit: 1,
      window: { type: 'days', length: 30 },
      agreementDays: 2,
    },
  };
  const called = past('2026-05-01T15:00:00.000Z');
  const agreed = past('2026-05-04T15:00:00.000Z', {
    direction: 'in',
    outcome: 'received',
    agreesToCalls: {},
  });

  it('lifts a cap for its days, and ends with a conversation or when it is taken back', () => {
    const reasons = (...history: PastContact[]) => judge(cap, { history }).reasons;
    expect(reasons(called)).toEqual(['FREQUENCY_CAP']);
    expect(reasons(called, agreed)).toEqual(['OK', 'OK_PRIOR_CONSENT']);
    const late = { at: '2026-05-06T05:00:00.000Z' };
    expect(judge(cap, { history: [called, agreed] }, late).reasons).toEqual(['FREQUENCY_CAP']);
    const talked = past('2026-05-05T14:00:00.000Z', { direction: 'in', outcome: 'conversation' });
    expect(reasons(called, agreed, talked)).toEqual(['FREQUENCY_CAP']);
    const revoked = past('2026-05-05T14:00:00.000Z', {
      direction: 'in',
      outcome: 'received',
      revokesCalls: true,
    });
    expect(reasons(called, agreed, revoked)).toEqual(['FREQUENCY_CAP']);
  });

  it('to one day is where the search goes', () => {
    const onThursday = { ...agreed, agreesToCalls: { onlyDay: '2026-05-07' } };
    expect(judge(cap, { history: [called, onThursday] }).notBefore).toBe('2026-05-07T05:00:00.000Z');
  });
});

describe('other kinds', () => {
  it('persons: a list of those allowed or barred', () => {
    const allowed: Body = { kind: 'persons', parameters: { allowed: ['debtor', 'guarantor'] } };
    expect(judge(allowed).decision).toBe('allow');
    expect(judge(allowed, {}, { person: 'guarantor:g1' }).decision).toBe('allow');
    expect(judge(allowed, {}, { person: 'relative' }).reasons).toEqual(['THIRD_PARTY']);
    const barred: Body = { kind: 'persons', parameters: { barred: ['minor'] } };
    expect(judge(barred, {}, { person: 'minor' }).decision).toBe('block');
  });

  it('content: what is required must be said, what is refused must not', () => {
    const content: Body = {
      kind: 'content',
      parameters: { required: ['notice'], refused: [{ threat: true }] },
    };
    expect(judge(content, {}, { content: { notice: true } }).decision).toBe('allow');
    expect(judge(content).rules[0]?.inputs).toEqual({ missing: ['notice'], refused: [] });
    expect(judge(content, {}, { content: { notice: true, threat: true } }).decision).toBe('block');
  });

  it('content: a message that is refused for what it does not say misses that', () => {
    const content: Body = { kind: 'content', parameters: { refused: [{ written: true, identity: false }] } };
    const said = (identity: boolean) => judge(content, {}, { content: { written: true, identity } });
    expect(said(true).decision).toBe('allow');
    expect(said(false).decision).toBe('block');
    expect(said(false).rules[0]?.inputs).toEqual({ missing: ['identity'], refused: [] });
  });

  it('personal hours: the first minute outside them, across days', () => {
    const hours: Body = { kind: 'personal_hours', parameters: {} };
    const inconvenient = [
      { days: ['tue'], from: '10:00', to: '24:00' },
      { days: ['wed'], from: '00:00', to: '09:30' },
    ];
    expect(judge(hours, { standing: { inconvenient } }).notBefore).toBe('2026-05-06T14:30:00.000Z');
    const over = inconvenient.map((one) => ({ ...one, lastDay: '2026-05-04' }));
    expect(judge(hours, { standing: { inconvenient: over } }).decision).toBe('allow');
  });

  it('hours: those that a person agreed to are open too', () => {
    const hours: Body = {
      kind: 'hours',
      parameters: { windows: { fri: [['08:00', '09:00']] }, closedOnHolidays: false, agreedHoursToo: true },
    };
    const standing: Standing = { agreed: [{ days: ['tue-wed'], from: '13:00', to: '14:00' }] };
    expect(judge(hours, { standing }).notBefore).toBe('2026-05-05T18:00:00.000Z');
    expect(judge(hours, { standing }, { at: '2026-05-06T18:30:00.000Z' }).reasons).toEqual([
      'OK',
      'OK_PRIOR_CONSENT',
    ]);
    expect(judge(hours).notBefore).toBe('2026-05-08T13:00:00.000Z');
  });

  it('pause: whole days after a run of full ones', () => {
    const pause: Body = {
      kind: 'pause',
      parameters: { counts: [{}], per: 'debtor', moreThan: 1, onDays: 2, days: 2 },
    };
    const on = (day: string) => [past(`2026-05-${day}T15:00:00.000Z`), past(`2026-05-${day}T16:00:00.000Z`)];
    expect(judge(pause, { history: [...on('03'), ...on('04')] }).notBefore).toBe('2026-05-07T05:00:00.000Z');
    expect(judge(pause, { history: [...on('02'), ...on('04')] }).decision).toBe('allow');
  });

  it('consent: given, and lately enough', () => {
    const fresh: Body = { kind: 'consent', parameters: { consent: 'sms', days: 60 } };
    const given = (at: string): Standing => ({ consents: [{ kind: 'sms', at }] });
    expect(judge(fresh).reasons).toEqual(['NO_CONSENT']);
    expect(judge(fresh, { standing: given('2026-03-06T12:00:00.000Z') }).decision).toBe('allow');
    expect(judge(fresh, { standing: given('2026-03-05T12:00:00.000Z') }).reasons).toEqual(['CONSENT_STALE']);
  });

  it('an e-mail address from a creditor’s notice: once the days to opt out are over, if they were enough', () => {
    const basis: Body = { kind: 'email_basis', parameters: { optOutDays: 35 } };
    const notice = (sentOn: string, optOutUntil: string) =>
      judge(
        basis,
        {},
        { channel: 'email', address: { basis: { kind: 'creditor_notice', sentOn, optOutUntil } } },
      );
    expect(notice('2026-03-01', '2026-04-05').decision).toBe('allow');
    expect(notice('2026-03-01', '2026-04-04').reasons).toEqual(['EMAIL_PROCEDURE']);
    expect(notice('2026-04-06', '2026-05-11')).toMatchObject({
      reasons: ['EMAIL_OPT_OUT_PERIOD'],
      notBefore: '2026-05-12T05:00:00.000Z',
    });
  });

  it('places: their own addresses, and any while the person is known to be there', () => {
    const places: Body = { kind: 'places', parameters: { places: { home: ['home_mail'] } } };
    const unwished = { kind: 'inconvenient_place', place: 'home' } as const;
    const at = (standing: Standing, kind: 'home_mail' | 'mobile') =>
      judge(places, { standing }, { address: { kind } }).decision;
    expect(at({ marks: [unwished] }, 'home_mail')).toBe('block');
    expect(at({ marks: [unwished] }, 'mobile')).toBe('allow');
    expect(at({ marks: [unwished, { kind: 'at_place', place: 'home' }] }, 'mobile')).toBe('block');
  });

  it('notices: the wait begins again with the next where one came back in time', () => {
    const wait: Body = { kind: 'notice_wait', parameters: { days: 14 } };
    const after = (...reportingNotices: NonNullable<Standing['reportingNotices']>[number][]) =>
      judge(wait, { standing: { reportingNotices } });
    expect(after().reasons).toEqual(['CREDIT_REPORTING_WAIT']);
    expect(after({ sentOn: '2026-04-21' }).decision).toBe('allow');
    expect(after({ sentOn: '2026-04-22' }).notBefore).toBe('2026-05-06T05:00:00.000Z');
    expect(after({ sentOn: '2026-04-01', returned: '2026-04-03' }).reasons).toEqual([
      'CREDIT_REPORTING_UNDELIVERABLE',
    ]);
  });
});
