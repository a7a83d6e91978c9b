import { instantOfMs } from '@cauce/kernel';
import type { CompiledRule, RulePack } from './compile.ts';
import { exceptedBy } from './exception.ts';
import type { RuleResult } from './facts.ts';
import type { Judgement, Matter } from './kinds/kind.ts';
import { isMarked } from './kinds/marked.ts';
import type { Scope } from './pack.ts';
import type { Earliest } from './settle.ts';
import { DAY, firstOnDay } from './wall-clock.ts';

/** A rule's answer: what goes into the decision, and what the search for a lawful instant asks again. */
export interface Opinion {
  readonly result: RuleResult;
  readonly earliest?: Earliest;
}

const concerns = (scope: Scope, matter: Matter): boolean => {
  const { channels, collector, debtKind, purposes, addresses, marks } = scope;
  const { facts, proposal } = matter;
  const kind = proposal.address?.kind;
  return (
    (channels === '*' || channels.includes(proposal.channel)) &&
    (collector === undefined || collector === facts.portfolio.collector) &&
    (debtKind === undefined || debtKind === facts.portfolio.debtKind) &&
    (purposes?.includes(proposal.purpose ?? 'collect') ?? true) &&
    (addresses === undefined || (kind !== undefined && addresses.includes(kind))) &&
    (marks === undefined || isMarked(matter, marks))
  );
};

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

const reasonOf = (outcome: RuleResult['outcome'], judgement: Judgement): Pick<RuleResult, 'reason'> => {
  if (outcome !== 'allow') return { reason: judgement.reason() };
  const allowedBy = judgement.allowedBy?.();
  return allowedBy ? { reason: allowedBy } : {};
};

/** What a rule says of a matter. Outside its scope it is silent; outside its validity it only joins the search. */
export const opinionOf = (rule: CompiledRule, pack: RulePack, matter: Matter): Opinion => {
  const { definition, reading, off } = rule;
  const { at, until } = matter;
  const base = {
    id: definition.id,
    citation: definition.citation,
    pack: pack.jurisdiction,
    packVersion: pack.version,
  };
  const silent = { ...base, outcome: 'not_applicable', inputs: {} } as const;
  if (off || !concerns(definition.appliesTo, matter)) return { result: silent };
  const excepted = exceptedBy(definition.appliesTo.exceptions, matter);
  if (excepted) return { result: { ...silent, reason: excepted } };

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
      ...reasonOf(outcome, judgement),
      inputs,
      ...(outcome === 'defer' ? { notBefore: instantOfMs(instant) } : {}),
    },
    earliest,
  };
};
