import { instantOfMs } from '@cauce/kernel';
import type { CompiledRule, RulePack } from './compile.ts';
import type { RuleResult } from './facts.ts';
import type { Matter } from './kinds/kind.ts';
import type { Scope } from './pack.ts';
import type { Earliest } from './settle.ts';
import { DAY, firstOnDay } from './wall-clock.ts';

/** A rule's answer: what goes into the decision, and what the search for a lawful instant asks again. */
export interface Opinion {
  readonly result: RuleResult;
  readonly earliest?: Earliest;
}

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

/** What a rule says of a matter. Outside its scope it is silent; outside its validity it only joins the search. */
export const opinionOf = (rule: CompiledRule, pack: RulePack, matter: Matter): Opinion => {
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
