export { adjudicate } from './adjudicate.ts';
export { type CompiledRule, compilePack, type RulePack } from './compile.ts';
export type * from './facts.ts';
export { weekdaysIn } from './kinds/weekdays.ts';
export type * from './pack.ts';
export { placesOf } from './places.ts';
export { AGENCY, isPolicy, policyCreditor, policyOf } from './policy.ts';
export type * from './vocabulary.ts';
export { DAY, dayOf, type EpochDay, weekdayOf } from './wall-clock.ts';
