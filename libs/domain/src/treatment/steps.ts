import {
  addDays,
  type DateText,
  type InstantText,
  instantAt,
  localDate,
  startOfDay,
  type Zone,
} from '@cauce/kernel';
import { type Debt, isWorkable } from '../debt/state.ts';
import { type Step, type Strategy, stepsOf } from '../strategy/strategy.ts';
import { type AnchoredItem, stepKey, type Treatment } from './state.ts';

/** A step of a debt in time. */
export interface TimedItem extends AnchoredItem {
  readonly plannedAt: InstantText;
  readonly usefulUntil: InstantText;
}

/** After the last step of a ladder a message stays of use this long. */
const LAST_STEP_DAYS = 7;

const plannedAt = (day: DateText, strategy: Strategy, zones: readonly Zone[]): InstantText =>
  zones.map((zone) => instantAt(day, strategy.at, zone)).reduce((late, one) => (one > late ? one : late));

const firstOf = (day: DateText, zones: readonly Zone[]): InstantText =>
  zones.map((zone) => startOfDay(day, zone)).reduce((early, one) => (one < early ? one : early));

/**
 * When the step's message would have become untrue or idle, see "Time" in the design; at the latest when the day of
 * the debt's planned recall begins, however late it goes.
 */
const usefulUntil = (step: Step, debt: Debt, strategy: Strategy, zones: readonly Zone[]): InstantText => {
  const until = step.beforeDue
    ? firstOf(step.anchor, zones)
    : plannedAt(step.nextDay ?? addDays(step.day, LAST_STEP_DAYS), strategy, zones);
  const { plannedRecall } = debt.stated;
  const recalled = plannedRecall === null ? until : firstOf(plannedRecall, zones);
  return recalled < until ? recalled : until;
};

/**
 * When items that the gate put off are planned again: at the lawful instant where that is still today, and on another
 * day at the strategy's hour, so that nobody is written to at midnight because the law would allow it.
 */
export const replannedFor = (
  notBefore: InstantText,
  now: InstantText,
  strategy: Strategy,
  zones: readonly Zone[],
): InstantText => {
  const [zone = 'UTC'] = zones;
  const day = localDate(notBefore, zone);
  if (day === localDate(now, zone)) return notBefore;
  const hour = plannedAt(day, strategy, zones);
  return hour > notBefore ? hour : notBefore;
};

export interface DebtPlan {
  /** Steps to take now. */
  readonly due: readonly TimedItem[];
  readonly skipped: readonly {
    readonly item: AnchoredItem;
    readonly reason: 'before_placement' | 'use_over';
  }[];
  /** The next step and when it is planned, null when there is none. */
  readonly next: { readonly step: string; readonly at: InstantText } | null;
}

/** The step of an item with its times, or undefined where the debt's dates have moved since. */
export const timed = (
  item: AnchoredItem,
  debt: Debt,
  strategy: Strategy,
  zones: readonly Zone[],
  today: DateText,
): TimedItem | undefined => {
  const step = stepsOf(strategy, { placedOn: debt.placedOn, dueDate: debt.stated.dueDate }, today).find(
    (one) => one.step === item.step && one.anchor === item.anchor,
  );
  return (
    step && {
      ...item,
      plannedAt: plannedAt(step.day, strategy, zones),
      usefulUntil: usefulUntil(step, debt, strategy, zones),
    }
  );
};

/**
 * What the strategy wants of one debt at an instant. A debt that is not workable wants nothing, and none wants a step
 * on the day of its planned recall or later: by then it is the creditor's again.
 */
export const planDebt = (
  debt: Debt,
  treatment: Treatment,
  strategy: Strategy,
  zones: readonly Zone[],
  now: InstantText,
  today: DateText,
): DebtPlan => {
  const due: TimedItem[] = [];
  const skipped: { item: AnchoredItem; reason: 'before_placement' | 'use_over' }[] = [];
  if (!isWorkable(debt)) return { due, skipped, next: null };
  for (const step of stepsOf(strategy, { placedOn: debt.placedOn, dueDate: debt.stated.dueDate }, today)) {
    const item = { debtId: debt.debtId, step: step.step, anchor: step.anchor };
    if (treatment.handled.has(stepKey(item))) continue;
    if (debt.stated.plannedRecall !== null && step.day >= debt.stated.plannedRecall) break;
    if (step.day < debt.placedOn) {
      skipped.push({ item, reason: 'before_placement' });
      continue;
    }
    const planned = plannedAt(step.day, strategy, zones);
    if (planned > now) return { due, skipped, next: { step: step.step, at: planned } };
    const until = usefulUntil(step, debt, strategy, zones);
    if (until <= now) skipped.push({ item, reason: 'use_over' });
    else due.push({ ...item, plannedAt: planned, usefulUntil: until });
  }
  return { due, skipped, next: null };
};
