import { instantOfMs } from '@cauce/kernel';
import type { CompiledRule } from './compile.ts';
import type { RuleResult } from './facts.ts';
import type { Judgement, Matter } from './kinds/kind.ts';
import { always, type Earliest, either } from './settle.ts';
import { silenceOf } from './silence.ts';
import { MINUTE } from './wall-clock.ts';

/** A rule's answer. */
export interface Opinion {
  readonly result: RuleResult;
  /** What the search for a lawful instant asks again; left out where the answer never changes. */
  readonly earliest?: Earliest;
}

/** The first whole minute that a condition allows, where it does not allow the instant itself; Infinity past `until`. */
const toTheMinute =
  (earliest: Earliest, until: number): Earliest =>
  (from) => {
    let instant = earliest(from);
    while (instant !== from && instant <= until && instant % MINUTE !== 0)
      instant = earliest(Math.ceil(instant / MINUTE) * MINUTE);
    return instant <= until ? instant : Number.POSITIVE_INFINITY;
  };

/** What a rule in force says of the proposed instant, where `instant` is the first that it allows. */
const resultOf = (
  { silent, reading }: CompiledRule,
  judgement: Judgement,
  instant: number,
  at: number,
): RuleResult => {
  const inputs = reading === undefined ? judgement.inputs() : { reading, ...judgement.inputs() };
  if (instant === at) {
    const reason = judgement.allowedBy?.();
    const allowed: RuleResult = { ...silent, outcome: 'allow', inputs };
    return reason ? { ...allowed, reason } : allowed;
  }
  const reason = judgement.reason();
  if (instant === Number.POSITIVE_INFINITY) return { ...silent, outcome: 'block', reason, inputs };
  return { ...silent, outcome: 'defer', reason, inputs, notBefore: instantOfMs(instant) };
};

/** What a rule says of a matter. Outside its scope it is silent; where that may change it joins the search. */
export const opinionOf = (rule: CompiledRule, matter: Matter): Opinion => {
  if (!rule.concerns(matter)) return { result: rule.silent };
  const silence = silenceOf(rule, matter);
  const result = silence.excepted ? { ...rule.silent, reason: silence.excepted } : rule.silent;
  if (silence.now && !silence.earliest) return { result };

  const judgement = rule.judge(matter);
  const allowed = silence.earliest ? either(judgement.earliest, silence.earliest) : judgement.earliest;
  if (allowed === always) return { result: resultOf(rule, judgement, matter.at, matter.at) };
  const earliest = toTheMinute(allowed, matter.until);
  if (silence.now) return { result, earliest };
  return { result: resultOf(rule, judgement, earliest(matter.at), matter.at), earliest };
};
