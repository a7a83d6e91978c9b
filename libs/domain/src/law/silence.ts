import type { CompiledRule } from './compile.ts';
import type { Matter } from './kinds/kind.ts';
import { isMarked } from './kinds/marked.ts';
import { changingAt, type Earliest } from './settle.ts';
import type { AllowCode } from './vocabulary.ts';
import { DAY, firstOnDay } from './wall-clock.ts';

/** When a rule that concerns a proposal says nothing of it. */
export interface Silence {
  /** Whether it is silent at the proposed instant. */
  readonly now: boolean;
  /** What its text excepts at that instant. */
  readonly excepted: AllowCode | undefined;
  /** When it is silent; left out where that does not change. */
  readonly earliest?: Earliest;
}

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

const exceptedAt = ({ exceptions }: CompiledRule, matter: Matter, instant: number): AllowCode | undefined =>
  exceptions.find(({ applies }) => applies(matter, instant))?.code;

const isOut = (
  { marks }: CompiledRule,
  { begins, ends }: Validity,
  matter: Matter,
  instant: number,
): boolean =>
  instant < begins || instant >= ends || (marks !== undefined && !isMarked(matter, marks, instant));

const NEVER: readonly number[] = [];

/** The instants at which a rule may begin or cease to be silent, in ascending order. */
const changesOf = ({ changes }: CompiledRule, validity: Validity, matter: Matter): readonly number[] => {
  if (changes.length === 0 && validity === ALWAYS) return NEVER;
  const instants = changes.flatMap((change) => change(matter));
  if (instants.length === 0 && validity === ALWAYS) return NEVER;
  return [validity.begins, validity.ends, ...instants].filter(Number.isFinite).sort((a, b) => a - b);
};

/** A rule is silent outside its validity, while no mark that it asks for holds, and while its text excepts. */
export const silenceOf = (rule: CompiledRule, matter: Matter): Silence => {
  const validity = validityOf(rule, matter);
  const excepted = exceptedAt(rule, matter, matter.at);
  const now = excepted !== undefined || isOut(rule, validity, matter, matter.at);
  const changes = changesOf(rule, validity, matter);
  if (changes.length === 0) return { now, excepted };
  const isSilent = (instant: number) =>
    isOut(rule, validity, matter, instant) || exceptedAt(rule, matter, instant) !== undefined;
  return { now, excepted, earliest: changingAt(changes, isSilent) };
};
