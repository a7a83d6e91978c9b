import { instantOfMs } from '@cauce/kernel';
import type { CompiledRule, RulePack } from './compile.ts';
import { exceptedBy, exceptionChanges } from './exception.ts';
import type { RuleResult } from './facts.ts';
import type { Judgement, Matter } from './kinds/kind.ts';
import { isMarked, markChanges } from './kinds/marked.ts';
import type { Scope } from './pack.ts';
import { changingAt, type Earliest, either } from './settle.ts';
import { DAY, firstOnDay, MINUTE } from './wall-clock.ts';

/** A rule's answer: what goes into the decision, and what the search for a lawful instant asks again. */
export interface Opinion {
  readonly result: RuleResult;
  readonly earliest?: Earliest;
}

/** Whether a proposal is in a scope, but for what may change with time. */
const concerns = (scope: Scope, { facts, proposal }: Matter): boolean => {
  const { channels, collector, debtKind, purposes, addresses, debtors } = scope;
  const kind = proposal.address?.kind;
  return (
    (channels === '*' || channels.includes(proposal.channel)) &&
    (collector === undefined || collector === facts.portfolio.collector) &&
    (debtKind === undefined || debtKind === facts.portfolio.debtKind) &&
    (purposes?.includes(proposal.purpose ?? 'collect') ?? true) &&
    (debtors?.includes(proposal.debtorId ?? '') ?? true) &&
    (addresses === undefined || (kind !== undefined && addresses.includes(kind)))
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

/** A rule is silent outside its validity, while no mark that it asks for holds, and while its text excepts. */
const silenceOf = (rule: CompiledRule, { begins, ends }: Validity, matter: Matter): Earliest => {
  const { marks, exceptions = [] } = rule.definition.appliesTo;
  const isSilent = (instant: number): boolean =>
    instant < begins ||
    instant >= ends ||
    (marks !== undefined && !isMarked(matter, marks, instant)) ||
    exceptedBy(exceptions, matter, instant) !== undefined;
  const ofMarks = marks ? markChanges(matter, marks) : [];
  const changes = [begins, ends, ...ofMarks, ...exceptionChanges(exceptions, matter)];
  return changingAt(
    changes.filter(Number.isFinite).sort((a, b) => a - b),
    isSilent,
  );
};

/** The first whole minute that a condition allows, where it does not allow the instant itself; Infinity past `until`. */
const toTheMinute =
  (earliest: Earliest, until: number): Earliest =>
  (from) => {
    let instant = earliest(from);
    while (instant !== from && instant <= until && instant % MINUTE !== 0)
      instant = earliest(Math.ceil(instant / MINUTE) * MINUTE);
    return instant <= until ? instant : Number.POSITIVE_INFINITY;
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

/** What a rule says of a matter. Outside its scope it is silent; where that may change it joins the search. */
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
  const excepted = exceptedBy(definition.appliesTo.exceptions ?? [], matter, at);
  const result = excepted ? { ...silent, reason: excepted } : silent;
  const validity = validityOf(rule, matter);
  const silence = rule.turns || validity !== ALWAYS ? silenceOf(rule, validity, matter) : undefined;
  const isSilent = silence ? silence(at) === at : excepted !== undefined;
  if (!silence && isSilent) return { result };

  const judgement = rule.judge(matter);
  const allowed = silence ? either(judgement.earliest, silence) : judgement.earliest;
  const earliest = toTheMinute(allowed, until);
  if (isSilent) return { result, earliest };

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
