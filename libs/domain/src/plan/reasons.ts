import type { InstantText, Uuid } from '@cauce/kernel';
import type { Debt } from '../debt/state.ts';
import type { Treatment } from '../treatment/state.ts';

/** Why nobody is contacted about a debt on a day: a closed list. */
export const NOT_CONTACTED = [
  'paid',
  'recalled',
  'withdrawn',
  'held',
  'erased',
  'already_contacted',
  'deferred',
  'refused',
  'no_address',
  'missing_tag',
  'not_accepted',
  'superseded',
  'no_step_due',
] as const;

export type NotContactedReason = (typeof NOT_CONTACTED)[number];

/** Where a debt stands. */
export interface DebtStanding extends Pick<Debt, 'debtId' | 'ended'> {
  readonly held: boolean;
}

/** What became of a debt's items on the day. */
export interface DayOfDebt {
  /** A contact about it was made on this day, before the plan. */
  readonly contactedBefore: boolean;
  /** The gate's last word on that day, where it was asked. */
  readonly decision: 'allow' | 'defer' | 'block' | null;
  readonly notBefore: InstantText | null;
  /** Why a cleared contact was not made. */
  readonly heldFor: 'MISSING_TAG' | 'NO_ADDRESS' | null;
  /** A step lost its use on that day. */
  readonly useOver: boolean;
}

export interface WhyNot {
  readonly reason: NotContactedReason;
  /** First instant from which it is lawful, of what was put off. */
  readonly until?: InstantText;
}

const replannedFor = (treatment: Treatment, debtId: Uuid): InstantText | null =>
  treatment.replanned.find(({ items }) => items.some((item) => item.debtId === debtId))?.notBefore ?? null;

/** Why a debt that no contact of the day speaks of is not spoken of: the most lasting reason first. */
export const whyNot = (debt: DebtStanding, treatment: Treatment, erased: boolean, day: DayOfDebt): WhyNot => {
  if (debt.ended !== null) return { reason: debt.ended };
  if (erased) return { reason: 'erased' };
  if (debt.held) return { reason: 'held' };
  if (day.contactedBefore) return { reason: 'already_contacted' };
  if (day.heldFor) return { reason: day.heldFor === 'NO_ADDRESS' ? 'no_address' : 'missing_tag' };
  if (day.decision === 'block') return { reason: 'refused' };
  const until = day.notBefore ?? replannedFor(treatment, debt.debtId);
  if (until !== null) return { reason: 'deferred', until };
  if (day.decision === 'allow') return { reason: 'not_accepted' };
  return { reason: day.useOver ? 'superseded' : 'no_step_due' };
};
