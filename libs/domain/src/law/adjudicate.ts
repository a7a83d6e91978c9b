import { instantOfMs, msOf } from '@cauce/kernel';
import type { CompiledRule, RulePack } from './compile.ts';
import type { Decision, Facts, Proposal, RuleResult } from './facts.ts';
import { latestFirst } from './history.ts';
import type { Matter } from './kinds/kind.ts';
import type { Scope } from './pack.ts';
import { type Earliest, firstOfAll } from './settle.ts';
import type { AllowCode, ReasonCode } from './vocabulary.ts';
import { DAY, firstOnDay } from './wall-clock.ts';

/** How far ahead a lawful instant is looked for. */
const SEARCH_DAYS = 60;

/** A rule's answer: what goes into the decision, and what the search for a lawful instant asks again. */
interface Opinion {
  readonly result: RuleResult;
  readonly earliest?: Earliest;
}

const countryOf = (jurisdiction: string): string => jurisdiction.split('-', 1)[0] ?? jurisdiction;

const concerns = ({ channels, collector, debtKind }: Scope, { facts, proposal }: Matter): boolean =>
  (channels === '*' || channels.includes(proposal.channel)) &&
  (collector === undefined || collector === facts.portfolio.collector) &&
  (debtKind === undefined || debtKind === facts.portfolio.debtKind);

/** From when until when a rule is in force, in milliseconds since 1970; `ends` is not included. */
interface Validity {
  readonly begins: number;
  readonly ends: number;
}

const ALWAYS: Validity = { begins: Number.NEGATIVE_INFINITY, ends: Number.POSITIVE_INFINITY };

/** Where the candidate zones are on different dates, a rule is in force while it is so in any of them. */
const validityOf = ({ from, to }: CompiledRule, { at, facts }: Matter): Validity => {
  const endless = to === Number.POSITIVE_INFINITY;
  if (endless && at > (from + 1) * DAY) return ALWAYS;
  const dayBegins = (day: number) =>
    facts.zones.map((zone) => firstOnDay(zone, (day - 1) * DAY, Number.POSITIVE_INFINITY, day));
  return {
    begins: Math.min(...dayBegins(from)),
    ends: endless ? Number.POSITIVE_INFINITY : Math.max(...dayBegins(to + 1)),
  };
};

/** A rule says nothing outside its validity, so its end cures as well. */
const confined = (earliest: Earliest, { begins, ends }: Validity, until: number): Earliest =>
  begins === ALWAYS.begins
    ? earliest
    : (instant) => {
        if (instant < begins || instant >= ends) return instant;
        const allowed = Math.min(earliest(instant), ends);
        return allowed <= until ? allowed : Number.POSITIVE_INFINITY;
      };

const outcomeAt = (instant: number, at: number): RuleResult['outcome'] => {
  if (instant === at) return 'allow';
  return instant === Number.POSITIVE_INFINITY ? 'block' : 'defer';
};

const opinionOf = (rule: CompiledRule, pack: RulePack, matter: Matter): Opinion => {
  const { definition, reading } = rule;
  const { at, until, proposal } = matter;
  const base = {
    id: definition.id,
    citation: definition.citation,
    pack: pack.jurisdiction,
    packVersion: pack.version,
  };
  const silent = { ...base, outcome: 'not_applicable', inputs: {} } as const;
  if (!concerns(definition.appliesTo, matter)) return { result: silent };
  const excepted = definition.appliesTo.exceptPurposes?.includes(proposal.purpose ?? 'collect') ?? false;
  if (excepted) return { result: { ...silent, reason: 'OK_EXCEPTION' } };

  const validity = validityOf(rule, matter);
  const judgement = rule.judge(matter);
  const earliest = confined(judgement.earliest, validity, until);
  if (at < validity.begins || at >= validity.ends) return { result: silent, earliest };

  const instant = earliest(at);
  const outcome = outcomeAt(instant, at);
  const inputs = reading === undefined ? judgement.inputs() : { reading, ...judgement.inputs() };
  return {
    result: {
      ...base,
      outcome,
      ...(outcome === 'allow' ? {} : { reason: judgement.reason() }),
      inputs,
      ...(outcome === 'defer' ? { notBefore: instantOfMs(instant) } : {}),
    },
    earliest,
  };
};

const refusal = (reason: ReasonCode, text: string, inputs: RuleResult['inputs'], pack = ''): RuleResult => ({
  id: reason,
  outcome: 'block',
  reason,
  citation: { text },
  inputs,
  pack,
  packVersion: '',
});

const missingPack = (jurisdiction: string): RuleResult =>
  refusal('NO_RULE_PACK', 'No rules are loaded for this jurisdiction.', { jurisdiction }, jurisdiction);

const distinctReasons = (results: readonly RuleResult[]): (ReasonCode | AllowCode)[] => [
  ...new Set(results.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))),
];

const refused = (results: readonly RuleResult[]): Decision => ({
  decision: 'block',
  notBefore: null,
  reasons: distinctReasons(results.filter(({ outcome }) => outcome === 'defer' || outcome === 'block')),
  rules: results,
});

/**
 * Judges one item of a contact under the law of the debtor's country, the portfolio's country, and the regions that
 * an address on file names. Pure and total: the same packs, facts and proposal always give the same decision.
 *
 * `notBefore` solves hours, weekdays, holidays, counts, gaps, several zones and clock changes together, up to
 * 60 days ahead; when time alone cannot cure it within that, the decision is `block`.
 */
export const adjudicate = (packs: readonly RulePack[], facts: Facts, proposal: Proposal): Decision => {
  const countries = [...new Set([countryOf(facts.country), countryOf(facts.portfolio.jurisdiction)])];
  const missing = countries.filter((country) => !packs.some((pack) => pack.jurisdiction === country));
  if (missing.length > 0) return refused(missing.map(missingPack));
  if (facts.zones.length === 0) {
    return refused([refusal('NO_ZONE', 'The local time of the person is not known.', {})]);
  }

  const at = msOf(proposal.at);
  const until = at + SEARCH_DAYS * DAY;
  const matter: Matter = { facts, proposal, at, until, past: latestFirst(facts.history) };
  const opinions = packs
    .filter(({ jurisdiction }) => countries.includes(jurisdiction) || facts.regions.includes(jurisdiction))
    .flatMap((pack) => pack.rules.map((rule) => opinionOf(rule, pack, matter)));
  const rules = opinions.map(({ result }) => result);
  const outcomes = new Set(rules.map(({ outcome }) => outcome));
  if (outcomes.has('block')) return refused(rules);
  if (!outcomes.has('defer')) {
    const excepted = rules.some(({ reason }) => reason === 'OK_EXCEPTION');
    return { decision: 'allow', notBefore: null, reasons: [excepted ? 'OK_EXCEPTION' : 'OK'], rules };
  }
  const searches = opinions.flatMap(({ earliest }) => (earliest ? [earliest] : []));
  const instant = firstOfAll(searches, at, until);
  if (instant === Number.POSITIVE_INFINITY) {
    const text = `No instant of the next ${SEARCH_DAYS} days meets all rules.`;
    return refused([...rules, refusal('NO_LAWFUL_INSTANT', text, {})]);
  }
  return { ...refused(rules), decision: 'defer', notBefore: instantOfMs(instant) };
};
