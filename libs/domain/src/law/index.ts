export { adjudicate } from './adjudicate.ts';
export { type CompiledRule, compilePack, type RulePack } from './compile.ts';
export type * from './facts.ts';
export { weekdaysIn } from './kinds/weekdays.ts';
export type * from './pack.ts';
export { AGENCY, isPolicy, policyCreditor, policyOf } from './policy.ts';
export { inputWords, OUTCOME_WORDS, reasonWords, ruleWords, type TitleOf } from './rule-words.ts';
export type * from './vocabulary.ts';
export { DAY, dayOf, type EpochDay, weekdayOf } from './wall-clock.ts';
