import { type Changes, type CompiledException, compileException } from './exception.ts';
import type { RuleResult } from './facts.ts';
import { kinds } from './kinds/index.ts';
import type { Judgement, Kind, KindContext, Matter } from './kinds/kind.ts';
import { markChanges } from './kinds/marked.ts';
import type { PackDefinition, ParametersOf, RuleDefinition, RuleKind } from './pack.ts';
import { compileScope } from './scope.ts';
import type { MarkKind } from './vocabulary.ts';
import { dayOf, type EpochDay } from './wall-clock.ts';

/** A rule ready to judge: one reading chosen, its parameters worked out. */
export interface CompiledRule {
  /** What it answers where it has nothing to say: names the rule and its pack. */
  readonly silent: RuleResult;
  /** The reading it is judged under, where its text has several. */
  readonly reading: string | undefined;
  /** Whether a proposal is in its scope, but for what may change with time. */
  readonly concerns: (matter: Matter) => boolean;
  /** One of these marks must hold. */
  readonly marks: readonly MarkKind[] | undefined;
  readonly exceptions: readonly CompiledException[];
  /** Each gives instants at which marks or exceptions may begin or cease to silence it. */
  readonly changes: readonly Changes[];
  /** Local days, both included; Infinity while it has no end. */
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly judge: (matter: Matter) => Judgement;
}

/** A jurisdiction's rules ready to judge. */
export interface RulePack {
  readonly jurisdiction: string;
  readonly version: string;
  /** Countries in which it holds besides its own. */
  readonly members: readonly string[];
  readonly rules: readonly CompiledRule[];
}

const compileRule = <K extends RuleKind>(
  rule: RuleDefinition<K>,
  pack: PackDefinition,
  isHoliday: KindContext['isHoliday'],
  readings: readonly string[],
): CompiledRule => {
  const wanted = readings.flatMap((name) => rule.readings?.find(({ id }) => id === name) ?? []);
  const reading = wanted[0] ?? rule.readings?.[0];
  const parameters: ParametersOf[K] = { ...rule.parameters, ...reading?.parameters };
  const kind: Kind<K> = kinds[rule.kind];
  const appliesTo = { ...rule.appliesTo, ...reading?.appliesTo };
  const { marks } = appliesTo;
  const exceptions = (appliesTo.exceptions ?? []).map(compileException);
  const ofMarks: readonly Changes[] = marks ? [(matter) => markChanges(matter, marks)] : [];
  return {
    silent: {
      id: rule.id,
      citation: rule.citation,
      pack: pack.jurisdiction,
      packVersion: pack.version,
      outcome: 'not_applicable',
      inputs: {},
    },
    reading: reading?.id,
    concerns: reading?.off ? () => false : compileScope(appliesTo),
    marks,
    exceptions,
    changes: [...ofMarks, ...exceptions.flatMap(({ changes }) => changes)],
    from: dayOf(rule.inForce.from),
    to: rule.inForce.to === undefined ? Number.POSITIVE_INFINITY : dayOf(rule.inForce.to),
    judge: kind(parameters, { isHoliday, reason: rule.reason }),
  };
};

/**
 * Makes a pack ready to judge. `isHoliday` answers for local days of the jurisdiction (days since 1970-01-01).
 * `readings` names the readings that are wanted, the most wanted first; a rule that offers none of them is read as its
 * file's default.
 */
export const compilePack = (
  definition: PackDefinition,
  isHoliday: (day: EpochDay) => boolean,
  readings: readonly string[] = [],
): RulePack => ({
  jurisdiction: definition.jurisdiction,
  version: definition.version,
  members: definition.members ?? [],
  rules: definition.rules.map((rule) => compileRule(rule, definition, isHoliday, readings)),
});
