import { type InstantText, localDate, type Uuid, type Zone } from '@cauce/kernel';
import type { Debt } from '../debt/state.ts';
import type { Strategy } from '../strategy/strategy.ts';
import type { Treatment } from '../treatment/state.ts';
import { planDebt } from '../treatment/steps.ts';
import type { Fate } from './fate.ts';
import { PENDING, type PendingReason, type SilenceReason } from './reasons.ts';

/** All that was known at an instant of one debt and what was done about it. */
export interface SilenceFacts {
  readonly now: InstantText;
  /** Null before its first placement. */
  readonly debt: Debt | null;
  readonly erased: boolean;
  readonly deceased: boolean;
  /** Whether the work on this debtor stands still until somebody lets it go on. */
  readonly parked: boolean;
  readonly treatment: Treatment;
  readonly fate: Fate | null;
  readonly strategy: Strategy;
  /** The debtor's possible zones, at least one. */
  readonly zones: readonly Zone[];
}

/** Why nothing is sent about a debt at an instant. */
export interface Silence {
  readonly reason: SilenceReason;
  /** The last step that was taken or lost, and the contact about it. */
  readonly step: string | null;
  readonly contactId: Uuid | null;
  /** Since when it stands so with that step; of what was sent, when. */
  readonly since: InstantText | null;
  /** The next instant at which something is to happen if nothing else does; null where nothing is. */
  readonly next: InstantText | null;
  /** The step that is planned for then; null where it is something else that happens. */
  readonly nextStep: string | null;
}

type Next = { readonly step: string | null; readonly at: InstantText } | null;

const at = (instant: InstantText): Next => ({ step: null, at: instant });

const silence = (reason: SilenceReason, next: Next = null, fate: Fate | null = null): Silence => ({
  reason,
  step: fate?.step ?? null,
  contactId: fate?.contactId ?? null,
  since: fate?.since ?? null,
  next: next?.at ?? null,
  nextStep: next?.step ?? null,
});

const isPending = (state: Fate['state']): state is PendingReason => PENDING.some((one) => one === state);

/** What came of the last step, where the next one is not of today. */
const lastWord = (fate: Fate | null, isToday: (instant: InstantText) => boolean): SilenceReason => {
  if (fate === null) return 'no_step_due';
  if (fate.state !== 'contacted') return fate.state;
  return isToday(fate.since) ? 'already_contacted' : 'no_step_due';
};

/**
 * Why nothing is sent about a debt: the most lasting reason first, then the step in hand, the step of the day, and what
 * came of the last one. Pure and total: every debt has a reason at every instant.
 */
export const silenceOf = ({ debt, ...facts }: SilenceFacts): Silence => {
  const { now, erased, deceased, parked, treatment, fate, strategy, zones } = facts;
  if (debt === null) return silence('not_placed');
  if (debt.ended !== null) return silence(debt.ended, null, fate);
  if (erased) return silence('erased');
  if (deceased) return silence('deceased', null, fate);
  if (debt.holds.length > 0) return silence('held', null, fate);
  const [zone = 'UTC'] = zones;
  const today = localDate(now, zone);
  const isToday = (instant: InstantText): boolean => localDate(instant, zone) === today;
  const { due, next } = planDebt(debt, treatment, strategy, zones, now, today);
  const unsegmented = (treatment.segments[debt.debtId] ?? []).length === 0;
  const pending = fate !== null && isPending(fate.state);
  const [first] = due;
  if (parked && (unsegmented || pending || first)) return silence('parked', null, fate);
  if (unsegmented) return silence('awaiting_segment', at(now));
  if (fate !== null && isPending(fate.state)) return silence(fate.state, at(fate.until ?? now), fate);
  if (first) return silence('awaiting_request', { step: first.step, at: now }, fate);
  if (next !== null && isToday(next.at)) return silence('before_hour', next, fate);
  return silence(lastWord(fate, isToday), next, fate);
};
