import { AGENCY, policyOf } from '@cauce/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPacks } from './load.ts';
import { type Case, casesOver } from './testing/cases.ts';
import { contactNear } from './testing/contacts.ts';
import {
  allowedFrom,
  isListed,
  judge,
  lawfulness,
  minutesBetween,
  movedTo,
  tightened,
} from './testing/judging.ts';
import { FAR_ZONES, HARD_DAYS, type HardDay, oneOf } from './testing/near.ts';
import { packOf } from './testing/packs.ts';

/** How many cases each property is tried on: few wherever tests run, many in `npm run test:deep`. */
const CASES = Number(process.env.CAUCE_TEST_CASES ?? 5_000);
/** A run of many cases takes long: it tells how far it is. */
const TELLS = process.env.CAUCE_TEST_CASES !== undefined;
/** Milliseconds that a property may take, on a busy machine too. */
const PATIENCE = 20 * CASES;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const OWN = readPacks();

/** Over our own packs, and over packs made up from rules of all kinds. */
const cases: fc.Arbitrary<Case> = fc.oneof(
  { weight: 4, arbitrary: casesOver(OWN) },
  { weight: 1, arbitrary: packOf('CL').chain((pack) => casesOver([pack])) },
);

/** Tells every tenth of some cases of the test that asks. */
const progress = (cases: number): (() => void) => {
  const { currentTestName } = expect.getState();
  const tenth = Math.ceil(cases / 10);
  let tried = 0;
  return () => {
    tried += 1;
    if (TELLS && tried % tenth === 0) process.stderr.write(`${currentTestName}: ${tried} of ${cases}\n`);
  };
};

const always = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void, numRuns = CASES) => {
  const told = progress(numRuns);
  const asked = fc.property(arbitrary, (value) => {
    property(value);
    told();
  });
  fc.assert(asked, { numRuns });
};

const turned = <T>(list: readonly T[] | undefined): readonly T[] => (list ?? []).toReversed();

/** The same matter with all that has no order in another one. */
const reordered = ({ packs, facts, proposal }: Case): Case => {
  const { standing = {} } = facts;
  const { authorisedChannels } = standing;
  return {
    packs: turned(packs.map((pack) => ({ ...pack, rules: turned(pack.rules) }))),
    facts: {
      ...facts,
      zones: turned(facts.zones),
      regions: turned(facts.regions),
      history: turned(facts.history),
      standing: {
        ...standing,
        marks: turned(standing.marks),
        consents: turned(standing.consents),
        inconvenient: turned(standing.inconvenient),
        agreed: turned(standing.agreed),
        sessions: turned(standing.sessions),
        reportingNotices: turned(standing.reportingNotices),
        validationNotices: turned(standing.validationNotices),
        ...(authorisedChannels ? { authorisedChannels: turned(authorisedChannels) } : {}),
      },
    },
    proposal,
  };
};

describe(`the law, on ${CASES} cases each`, () => {
  it(
    'answers every question, always the same, with every rule of the packs that apply',
    () => {
      always(cases, (one) => {
        const { decision, notBefore, reasons, rules } = judge(one);
        const { packs, ...asked } = one;
        expect(judge({ packs, ...structuredClone(asked) })).toEqual({ decision, notBefore, reasons, rules });
        const evaluated = packs.flatMap((pack) => pack.rules.map(({ id }) => id));
        expect(new Set(rules.map(({ id }) => id))).toEqual(
          new Set([...evaluated, ...(reasons.includes('NO_LAWFUL_INSTANT') ? ['NO_LAWFUL_INSTANT'] : [])]),
        );
        expect(reasons.length).toBeGreaterThan(0);
        expect(notBefore === null).toBe(decision !== 'defer');
        const against = rules.some(({ outcome }) => outcome === 'defer' || outcome === 'block');
        expect(against).toBe(decision !== 'allow');
      });
    },
    PATIENCE,
  );

  it(
    'allows what is lawful, and defers to a lawful minute before which none is',
    () => {
      always(cases, (one) => {
        const { decision, notBefore, rules } = judge(one);
        const isLawfulAt = lawfulness(one);
        const at = Date.parse(one.proposal.at);
        expect(decision === 'allow').toBe(isLawfulAt(at));
        if (decision === 'allow') return;
        const end = notBefore === null ? at + 40 * DAY : Date.parse(notBefore);
        const likely = rules.flatMap((rule) =>
          rule.notBefore === undefined ? [] : [Date.parse(rule.notBefore)],
        );
        const earlier = [...minutesBetween(at, end, 40), ...likely.filter((ms) => ms < end)];
        expect(earlier.filter(isLawfulAt)).toEqual([]);
        if (notBefore === null) return;
        expect(end % MINUTE).toBe(0);
        expect(isLawfulAt(end)).toBe(true);
        expect(judge(movedTo(one, end)).decision).toBe('allow');
      });
    },
    PATIENCE,
  );

  it(
    'is never laxer for one more past contact, but for those that a pack lists',
    () => {
      const another = oneOf(HARD_DAYS).chain(({ day }) => contactNear(day));
      always(fc.tuple(cases, another), ([one, past]) => {
        fc.pre(!isListed(one, past));
        const more = { ...one, facts: { ...one.facts, history: [past, ...one.facts.history] } };
        expect(allowedFrom(more)).toBeGreaterThanOrEqual(allowedFrom(one));
      });
    },
    PATIENCE,
  );

  it(
    'does not depend on any order: of packs, rules, zones, history, or what is known',
    () => {
      always(cases, (one) => {
        const { decision, notBefore, reasons } = judge(one);
        const other = judge(reordered(one));
        expect({ ...other, reasons: new Set(other.reasons), rules: [] }).toEqual({
          decision,
          notBefore,
          reasons: new Set(reasons),
          rules: [],
        });
      });
    },
    PATIENCE,
  );

  it(
    'is never laxer for an overlay or a policy, for stricter rules, or for one more place where the person may be',
    () => {
      always(fc.tuple(cases, packOf('XX'), oneOf(FAR_ZONES)), ([one, overlay, zone]) => {
        const { packs, facts } = one;
        const jurisdiction = `${facts.country}-ZZ`;
        const within = { ...facts, regions: [...facts.regions, jurisdiction] };
        const before = allowedFrom(one);
        const overlaid = { ...one, packs: [...packs, { ...overlay, jurisdiction }], facts: within };
        expect(allowedFrom(overlaid)).toBeGreaterThanOrEqual(before);
        for (const owner of [AGENCY, policyOf(one.proposal.creditorId)]) {
          const policy = { ...overlay, jurisdiction: owner };
          expect(allowedFrom({ ...one, packs: [...packs, policy] })).toBeGreaterThanOrEqual(before);
        }
        expect(allowedFrom({ ...one, packs: tightened(packs) })).toBeGreaterThanOrEqual(before);
        const wider = { ...facts, zones: [...facts.zones, zone] };
        expect(allowedFrom({ ...one, facts: wider })).toBeGreaterThanOrEqual(before);
      });
    },
    PATIENCE,
  );

  it(
    'is right in every minute of the hard days',
    () => {
      const hard = fc.tuple(cases, oneOf(HARD_DAYS));
      const check = ([one, { day }]: [Case, HardDay]) => {
        const isLawfulAt = lawfulness(one);
        const start = Date.parse(day) - 14 * HOUR;
        const minutes = minutesBetween(start - MINUTE, start + 50 * HOUR, 3_000);
        const wrong = minutes.filter(
          (ms) => (judge(movedTo(one, ms)).decision === 'allow') !== isLawfulAt(ms),
        );
        expect(wrong).toEqual([]);
      };
      always(hard, check, Math.ceil(CASES / 200));
    },
    PATIENCE,
  );
});
