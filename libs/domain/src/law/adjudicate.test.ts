import { describe, expect, it } from '@jest/globals';
import { adjudicate } from './adjudicate.ts';
import { compilePack } from './compile.ts';
import type { Facts, PastContact, Proposal } from './facts.ts';
import type { RuleDefinition } from './pack.ts';

const head = (id: string) => ({
  id,
  title: { es: id, en: id },
  citation: { text: `Law of ${id}`, link: 'https://example.org/law' },
  certainty: 'A' as const,
  inForce: { from: '2000-01-01' },
  appliesTo: { channels: '*' as const },
});

const daytime = (id: string, from = '08:00', to = '20:00'): RuleDefinition => ({
  ...head(id),
  kind: 'hours',
  parameters: { windows: { 'mon-sun': [[from, to]] }, closedOnHolidays: false },
});

const pack = (jurisdiction: string, ...rules: RuleDefinition[]) =>
  compilePack(
    { jurisdiction, version: '1.0.0', title: { es: '-', en: '-' }, zones: ['America/Bogota'], rules },
    () => false,
  );

const facts: Facts = {
  zones: ['America/Bogota'],
  country: 'CO',
  regions: [],
  portfolio: { jurisdiction: 'CO', collector: 'third_party', debtKind: 'consumer' },
  history: [],
};

const NOON = '2026-05-05T17:00:00.000Z';
const NIGHT = '2026-05-06T03:00:00.000Z';
const email = (at: string): Proposal => ({ at, channel: 'email', debtId: 'd1', creditorId: 'c1' });
const sent = (at: string, rest: Partial<PastContact> = {}): PastContact => ({
  at,
  channel: 'email',
  direction: 'out',
  outcome: 'sent',
  creditorId: 'c1',
  debtIds: ['d1'],
  ...rest,
});

describe('adjudicate: whose law', () => {
  it('refuses where a country has no pack, and names it', () => {
    const decision = adjudicate([pack('CO')], { ...facts, country: 'BR' }, email(NOON));
    expect(decision).toMatchObject({ decision: 'block', notBefore: null, reasons: ['NO_RULE_PACK'] });
    expect(decision.rules.map(({ inputs }) => inputs)).toEqual([{ jurisdiction: 'BR' }]);
  });

  it('applies the law of the debtor and of the portfolio', () => {
    const packs = [pack('CO', daytime('CO-A')), pack('PE', daytime('PE-A', '09:00', '12:00'))];
    const portfolio = { ...facts.portfolio, jurisdiction: 'PE' };
    const decision = adjudicate(packs, { ...facts, portfolio }, email(NIGHT));
    expect(decision.rules.map(({ id }) => id)).toEqual(['CO-A', 'PE-A']);
    expect(decision.notBefore).toBe('2026-05-06T14:00:00.000Z');
  });

  it("applies a region's law only where an address names it, and asks no pack of a region", () => {
    const packs = [pack('US', daytime('US-A')), pack('US-MA', daytime('MA-A', '10:00', '11:00'))];
    const us = { ...facts, country: 'US', portfolio: { ...facts.portfolio, jurisdiction: 'US-MA' } };
    const without = adjudicate(packs, us, email(NOON));
    expect(without.rules.map(({ id }) => id)).toEqual(['US-A']);
    const within = adjudicate(packs, { ...us, regions: ['US-MA', 'US-TX'] }, email(NOON));
    expect(within.rules.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['US-A', 'allow'],
      ['MA-A', 'defer'],
    ]);
  });

  it('allows where a pack exists and no rule of it applies', () => {
    const thirdParty: RuleDefinition = {
      ...daytime('US-A'),
      appliesTo: { channels: '*', collector: 'third_party', debtKind: 'consumer' },
    };
    const portfolio = { jurisdiction: 'US', collector: 'first_party', debtKind: 'commercial' } as const;
    const decision = adjudicate(
      [pack('US', thirdParty)],
      { ...facts, country: 'US', portfolio },
      email(NIGHT),
    );
    expect(decision).toMatchObject({ decision: 'allow', reasons: ['OK'] });
    expect(decision.rules).toMatchObject([{ id: 'US-A', outcome: 'not_applicable', inputs: {} }]);
  });

  it('refuses where nobody knows the zone', () => {
    for (const zones of [[], ['America/Bogota', 'America/Atlantis']]) {
      const decision = adjudicate([pack('CO', daytime('CO-A'))], { ...facts, zones }, email(NOON));
      expect(decision).toMatchObject({ decision: 'block', notBefore: null, reasons: ['NO_ZONE'] });
      expect(decision.rules).toMatchObject([{ inputs: { zones } }]);
    }
  });

  it('refuses where there is no text that may be sent', () => {
    const decision = adjudicate([pack('CO')], facts, { ...email(NOON), content: null });
    expect(decision).toMatchObject({ decision: 'block', notBefore: null, reasons: ['NO_TEXT'] });
    expect(adjudicate([pack('CO')], facts, email(NOON)).decision).toBe('allow');
  });
});

describe('adjudicate: what it answers', () => {
  it('names every rule with citation, pack, inputs and its own first lawful minute', () => {
    const cap: RuleDefinition = {
      ...head('CO-B'),
      kind: 'cap',
      parameters: {
        counts: [{ direction: 'out' }],
        per: 'debtor',
        limit: 1,
        window: { type: 'days', length: 2 },
      },
    };
    const history = [sent('2026-05-05T15:00:00.000Z')];
    const decision = adjudicate([pack('CO', daytime('CO-A'), cap)], { ...facts, history }, email(NIGHT));
    expect(decision).toEqual({
      decision: 'defer',
      notBefore: '2026-05-07T13:00:00.000Z',
      reasons: ['QUIET_HOURS', 'FREQUENCY_CAP'],
      rules: [
        {
          id: 'CO-A',
          outcome: 'defer',
          reason: 'QUIET_HOURS',
          citation: { text: 'Law of CO-A', link: 'https://example.org/law' },
          inputs: { zones: ['America/Bogota'], holiday: false },
          notBefore: '2026-05-06T13:00:00.000Z',
          pack: 'CO',
          packVersion: '1.0.0',
        },
        {
          id: 'CO-B',
          outcome: 'defer',
          reason: 'FREQUENCY_CAP',
          citation: { text: 'Law of CO-B', link: 'https://example.org/law' },
          inputs: { limit: 1, counted: 1, instants: ['2026-05-05T15:00:00.000Z'] },
          notBefore: '2026-05-07T05:00:00.000Z',
          pack: 'CO',
          packVersion: '1.0.0',
        },
      ],
    });
  });

  it('refuses when no instant of a year meets all rules', () => {
    const apart = [daytime('CO-A', '08:00', '09:00'), daytime('CO-B', '10:00', '11:00')];
    const decision = adjudicate([pack('CO', ...apart)], facts, email(NOON));
    expect(decision).toMatchObject({ decision: 'block', notBefore: null });
    expect(decision.reasons).toEqual(['QUIET_HOURS', 'NO_LAWFUL_INSTANT']);
  });

  it('leaves out purposes that the text excepts, and says so', () => {
    const rule: RuleDefinition = {
      ...daytime('CO-A'),
      appliesTo: { channels: '*', exceptions: [{ purposes: ['requested_information'] }] },
    };
    const asked: Proposal = { ...email(NIGHT), purpose: 'requested_information' };
    expect(adjudicate([pack('CO', rule)], facts, asked)).toMatchObject({
      decision: 'allow',
      reasons: ['OK', 'OK_EXCEPTION'],
    });
    expect(adjudicate([pack('CO', rule)], facts, email(NIGHT)).decision).toBe('defer');
  });

  it('takes the reading that is asked for, and the first of the file otherwise', () => {
    const rule: RuleDefinition = {
      ...head('CO-B'),
      kind: 'min_gap',
      parameters: { counts: [{ direction: 'out' }], per: 'debtor', gap: { wholeDays: 2 } },
      readings: [
        { id: 'strict', title: { es: '-', en: '-' }, parameters: {} },
        { id: 'lenient', title: { es: '-', en: '-' }, parameters: { gap: { hours: 1 } } },
      ],
    };
    const definition = {
      jurisdiction: 'CO',
      version: '1.0.0',
      title: { es: '-', en: '-' },
      zones: [],
      rules: [rule],
    };
    const past = { ...facts, history: [sent('2026-05-05T16:30:00.000Z')] };
    const under = (...readings: string[]) =>
      adjudicate([compilePack(definition, () => false, readings)], past, email(NOON));
    expect(under().notBefore).toBe('2026-05-08T05:00:00.000Z');
    expect(under('lenient').notBefore).toBe('2026-05-05T17:30:00.000Z');
    expect(under('lenient').rules[0]?.inputs).toMatchObject({ reading: 'lenient' });
  });

  it('hands over at the end of a validity: the old rule holds to its last day, the new one from its first', () => {
    const old: RuleDefinition = {
      ...daytime('A', '08:00', '09:00'),
      inForce: { from: '2000-01-01', to: '2026-12-31' },
    };
    const young: RuleDefinition = { ...daytime('A', '11:00', '12:00'), inForce: { from: '2027-01-01' } };
    const both = [pack('CO', old, young)];
    expect(adjudicate(both, facts, email('2026-12-30T17:00:00.000Z')).notBefore).toBe(
      '2026-12-31T13:00:00.000Z',
    );
    const decision = adjudicate(both, facts, email('2026-12-31T17:00:00.000Z'));
    expect(decision.notBefore).toBe('2027-01-01T16:00:00.000Z');
    expect(decision.rules.map(({ outcome }) => outcome)).toEqual(['defer', 'not_applicable']);
  });

  it('counts contacts with the same person only', () => {
    const cap: RuleDefinition = {
      ...head('CO-B'),
      kind: 'cap',
      parameters: { counts: [{}], per: 'debtor', limit: 1, window: { type: 'week' } },
    };
    const past = { ...facts, history: [sent('2026-05-05T15:00:00.000Z', { person: 'guarantor:g1' })] };
    expect(adjudicate([pack('CO', cap)], past, email(NOON)).decision).toBe('allow');
    expect(adjudicate([pack('CO', cap)], past, { ...email(NOON), person: 'guarantor:g1' }).decision).toBe(
      'defer',
    );
  });
});
