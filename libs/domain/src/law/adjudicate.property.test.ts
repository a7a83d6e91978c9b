import type { InstantText } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adjudicate } from './adjudicate.ts';
import { isLawfulAt } from './brute-force.ts';
import { compilePack } from './compile.ts';
import type { Facts, PastContact, Proposal } from './facts.ts';
import type { CountParameters, HoursParameters, PackDefinition, RuleDefinition } from './pack.ts';
import { dayOf } from './wall-clock.ts';

const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Santiago',
  'America/Bogota',
  'Pacific/Easter',
  'Europe/Madrid',
];
const CHANNELS = ['email', 'sms', 'call', 'letter'] as const;
const OUTCOMES = ['sent', 'conversation', 'no_answer', 'reserved', 'unknown'] as const;

/** Around both clock changes of 2026, a leap day, and a year's end; and any other day. */
const STARTS = [
  '2026-03-06',
  '2026-04-03',
  '2026-09-04',
  '2026-10-30',
  '2024-02-27',
  '2025-12-28',
  '2026-06-15',
];

const instantNear = (start: string, days: number): fc.Arbitrary<InstantText> =>
  fc
    .integer({ min: 0, max: days * 86_400 })
    .map((seconds) => new Date(Date.parse(`${start}T00:00:00Z`) + seconds * 1000).toISOString());

const quarterHour = (quarter: number): string =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

const window: fc.Arbitrary<readonly [string, string]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 2 })
  .map((ends) => {
    const [from = 0, to = 0] = ends.toSorted((a, b) => a - b);
    return [quarterHour(from), quarterHour(to)] as const;
  });

const hoursParameters: fc.Arbitrary<HoursParameters> = fc.record({
  windows: fc
    .record({ 'mon-thu': window, 'fri-sat': window, sun: window }, { requiredKeys: ['mon-thu'] })
    .map((days) => Object.fromEntries(Object.entries(days).map(([key, one]) => [key, [one]]))),
  closedOnHolidays: fc.boolean(),
});

const counting: fc.Arbitrary<CountParameters> = fc.record({
  counts: fc.constantFrom(
    [{ direction: 'out' as const }],
    [{ direction: 'out' as const, channels: ['call' as const] }, { outcomes: ['conversation' as const] }],
    [{ exceptOutcomes: ['no_answer' as const] }],
  ),
  per: fc.constantFrom('debt', 'creditor', 'debtor'),
});

const countWindow = fc.oneof(
  fc.record({ type: fc.constant('days' as const), length: fc.integer({ min: 1, max: 10 }) }),
  fc.constant({ type: 'week' as const }),
  fc.record({ type: fc.constant('hours' as const), length: fc.integer({ min: 1, max: 100 }) }),
);

const gap = fc.oneof(
  fc.record({ wholeDays: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ hours: fc.integer({ min: 1, max: 72 }) }),
);

const rule: fc.Arbitrary<Omit<RuleDefinition, 'id'>> = fc
  .tuple(
    fc.oneof(
      hoursParameters.map((parameters) => ({ kind: 'hours' as const, parameters })),
      fc
        .record({ base: counting, limit: fc.integer({ min: 1, max: 3 }), window: countWindow })
        .map(({ base, ...rest }) => ({ kind: 'cap' as const, parameters: { ...base, ...rest } })),
      fc
        .record({ base: counting, gap })
        .map(({ base, ...rest }) => ({ kind: 'min_gap' as const, parameters: { ...base, ...rest } })),
      fc.record({ base: counting, window: countWindow }).map(({ base, ...rest }) => ({
        kind: 'channel_exclusive' as const,
        parameters: { ...base, ...rest },
      })),
    ),
    fc.constantFrom({ from: '2000-01-01' }, { from: '2026-03-08' }, { from: '2000-01-01', to: '2026-03-08' }),
  )
  .map(([kind, inForce]) => ({
    ...kind,
    inForce,
    title: { es: 'regla', en: 'rule' },
    citation: { text: 'a text' },
    certainty: 'A' as const,
    appliesTo: { channels: '*' as const },
  }));

/** Packs of one to four rules of any kind. */
const packs: fc.Arbitrary<PackDefinition> = fc.array(rule, { minLength: 1, maxLength: 4 }).map((rules) => ({
  jurisdiction: 'CO',
  version: '1.0.0',
  title: { es: 'prueba', en: 'test' },
  zones: ZONES,
  rules: rules.map((one, i): RuleDefinition => ({ ...one, id: `R-${i}` }) as RuleDefinition),
}));

/** One proposal with what is known of the person: one to three zones and up to eight past contacts before it. */
const matters: fc.Arbitrary<{ facts: Facts; proposal: Proposal; another: PastContact }> = fc
  .constantFrom(...STARTS)
  .chain((start) => {
    const past: fc.Arbitrary<PastContact> = fc.record({
      at: instantNear(start, 8),
      channel: fc.constantFrom(...CHANNELS),
      direction: fc.constantFrom('in', 'out'),
      outcome: fc.constantFrom(...OUTCOMES),
      creditorId: fc.constantFrom('c1', 'c2'),
      debtIds: fc.constantFrom(['d1'], ['d2'], ['d1', 'd2']),
    });
    return fc.record({
      facts: fc.record({
        zones: fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1, maxLength: 3 }),
        country: fc.constant('CO'),
        regions: fc.constant([]),
        portfolio: fc.constant({
          jurisdiction: 'CO',
          collector: 'third_party' as const,
          debtKind: 'consumer' as const,
        }),
        history: fc.array(past, { maxLength: 8 }),
      }),
      proposal: fc.record({
        at: instantNear(start, 8),
        channel: fc.constantFrom(...CHANNELS),
        debtId: fc.constantFrom('d1', 'd2'),
        creditorId: fc.constantFrom('c1', 'c2'),
      }),
      another: past,
    });
  });

const HOLIDAYS = new Set([
  '2026-03-09',
  '2026-04-05',
  '2026-09-07',
  '2026-11-02',
  '2025-12-31',
  '2026-01-01',
  '2024-02-29',
]);
const HOLIDAY_DAYS = new Set([...HOLIDAYS].map(dayOf));

const compiled = (definition: PackDefinition) => compilePack(definition, (day) => HOLIDAY_DAYS.has(day));
const MINUTE = 60_000;
const SEARCHED_MINUTES = 60 * 24 * 60;
const RUNS = { numRuns: 400 };

/** Minutes after the proposal to look at: quarters of an hour with the minutes beside them, for as long as asked. */
const minutesUntil = (at: number, end: number): number[] => {
  const first = Math.floor(at / MINUTE) + 1;
  const minutes: number[] = [];
  for (let minute = first; minute * MINUTE < end; minute += 1) {
    const place = minute % 15;
    if (place < 2 || place === 14) minutes.push(minute * MINUTE);
  }
  return minutes;
};

/** At most so many, spread evenly, the last one always among them. */
const spread = (values: readonly number[], most: number): number[] => {
  const step = Math.max(1, Math.ceil(values.length / most));
  return values.filter((_, i) => i % step === 0 || i === values.length - 1);
};

/** Later is stricter; never is strictest. */
const earliestOf = (decision: ReturnType<typeof adjudicate>, at: InstantText): number => {
  if (decision.decision === 'allow') return Date.parse(at);
  return decision.notBefore === null ? Number.POSITIVE_INFINITY : Date.parse(decision.notBefore);
};

describe('adjudicate, over generated packs and histories', () => {
  it('allows what is lawful, and defers to a lawful minute before which none is', () => {
    fc.assert(
      fc.property(packs, matters, (pack, { facts, proposal }) => {
        const { decision, notBefore } = adjudicate([compiled(pack)], facts, proposal);
        const at = Date.parse(proposal.at);
        expect(decision === 'allow').toBe(isLawfulAt(pack, HOLIDAYS, facts, proposal, at));
        if (decision === 'allow') return;
        const end = notBefore === null ? at + SEARCHED_MINUTES * MINUTE : Date.parse(notBefore);
        expect(
          spread(minutesUntil(at, end), 120).filter((ms) => isLawfulAt(pack, HOLIDAYS, facts, proposal, ms)),
        ).toEqual([]);
        if (notBefore !== null) {
          expect(end % MINUTE).toBe(0);
          expect(isLawfulAt(pack, HOLIDAYS, facts, proposal, end)).toBe(true);
          expect(end - MINUTE < at || !isLawfulAt(pack, HOLIDAYS, facts, proposal, end - MINUTE)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('gives the same decision for the same question, and allows the same contact at notBefore', () => {
    fc.assert(
      fc.property(packs, matters, (pack, { facts, proposal }) => {
        const first = adjudicate([compiled(pack)], facts, proposal);
        const copy = { ...facts, history: facts.history.toReversed() };
        expect(adjudicate([compiled(pack)], copy, proposal).notBefore).toBe(first.notBefore);
        expect(adjudicate([compiled(pack)], facts, proposal)).toEqual(first);
        if (first.notBefore === null) return;
        const then = adjudicate([compiled(pack)], facts, { ...proposal, at: first.notBefore });
        expect(then.decision).toBe('allow');
      }),
      RUNS,
    );
  });

  it('is never laxer for one more past contact', () => {
    fc.assert(
      fc.property(packs, matters, (pack, { facts, proposal, another }) => {
        const before = adjudicate([compiled(pack)], facts, proposal);
        const more = { ...facts, history: [...facts.history, another] };
        const after = adjudicate([compiled(pack)], more, proposal);
        expect(earliestOf(after, proposal.at)).toBeGreaterThanOrEqual(earliestOf(before, proposal.at));
      }),
      RUNS,
    );
  });

  it('does not depend on the order of rules, and is never laxer for one more zone', () => {
    fc.assert(
      fc.property(packs, matters, (pack, { facts, proposal }) => {
        const decision = adjudicate([compiled(pack)], facts, proposal);
        const turned = adjudicate([compiled({ ...pack, rules: pack.rules.toReversed() })], facts, proposal);
        expect({ ...turned, reasons: turned.reasons.toSorted(), rules: [] }).toEqual({
          ...decision,
          reasons: decision.reasons.toSorted(),
          rules: [],
        });
        const endless = {
          ...pack,
          rules: pack.rules.map((rule) => ({ ...rule, inForce: { from: '2000-01-01' } })),
        };
        const wider = { ...facts, zones: [...facts.zones, 'Asia/Tokyo'] };
        expect(
          earliestOf(adjudicate([compiled(endless)], wider, proposal), proposal.at),
        ).toBeGreaterThanOrEqual(earliestOf(adjudicate([compiled(endless)], facts, proposal), proposal.at));
      }),
      RUNS,
    );
  });
});
