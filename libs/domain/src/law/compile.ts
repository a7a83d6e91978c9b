import { turns } from './exception.ts';
import { kinds } from './kinds/index.ts';
import type { Judgement, Kind, KindContext, Matter } from './kinds/kind.ts';
import type { PackDefinition, ParametersOf, RuleDefinition, RuleHead, RuleKind } from './pack.ts';
import { dayOf, type EpochDay } from './wall-clock.ts';

/** A rule ready to judge: one reading chosen, its parameters worked out. */
export interface CompiledRule {
  readonly definition: RuleHead;
  /** The reading it is judged under, where its text has several. */
  readonly reading: string | undefined;
  /** Under that reading it is no rule. */
  readonly off: boolean;
  /** Local days, both included; Infinity while it has no end. */
  readonly from: EpochDay;
  readonly to: EpochDay;
  /** Whether what it applies to may change while time passes. */
  readonly turns: boolean;
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
  isHoliday: KindContext['isHoliday'],
  readings: readonly string[],
): CompiledRule => {
  const wanted = readings.flatMap((name) => rule.readings?.find(({ id }) => id === name) ?? []);
  const reading = wanted[0] ?? rule.readings?.[0];
  const parameters: ParametersOf[K] = { ...rule.parameters, ...reading?.parameters };
  const kind: Kind<K> = kinds[rule.kind];
  const appliesTo = { ...rule.appliesTo, ...reading?.appliesTo };
  return {
    definition: { ...rule, appliesTo },
    reading: reading?.id,
    off: reading?.off ?? false,
    from: dayOf(rule.inForce.from),
    to: rule.inForce.to === undefined ? Number.POSITIVE_INFINITY : dayOf(rule.inForce.to),
    turns: appliesTo.marks !== undefined || (appliesTo.exceptions ?? []).some(turns),
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
  rules: definition.rules.map((rule) => compileRule(rule, isHoliday, readings)),
});
