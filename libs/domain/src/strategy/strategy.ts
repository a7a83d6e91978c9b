import { addDays, type DateText, daysBetween } from '@cauce/kernel';
import type { WrittenChannel } from '../template/template.ts';

/** A versioned plan of steps. Days count from an anchor: the due date, or the date of placement. */
export interface Strategy {
  readonly name: string;
  readonly version: string;
  readonly channel: WrittenChannel;
  /** Local time of day at which a step is planned, "09:30". */
  readonly at: string;
  /** Steps around the due date, for debts placed on it or before it. */
  readonly dueDays: readonly number[];
  /** Steps after the placement, for debts placed after their due date … */
  readonly placementDays: readonly number[];
  /** … and then every so many days. */
  readonly placementEvery: number;
}

/** The strategy in use where no other is published. */
export const standard: Strategy = {
  name: 'standard',
  version: '1',
  channel: 'email',
  at: '09:30',
  dueDays: [-3, 1, 7, 15, 30],
  placementDays: [1, 5, 12, 20],
  placementEvery: 14,
};

/** The same steps by short message. */
export const standardSms: Strategy = { ...standard, name: 'standard-sms', channel: 'sms' };

/** The strategies that come with the product. */
export const STRATEGIES: readonly Strategy[] = [standard, standardSms];

/** What a step says: it reminds of a due date, asks for what is overdue, or presents the agency. */
export type StepKind = 'due_soon' | 'overdue' | 'presentation';

export interface Step {
  /** "D-3", "D+1", "P+5" … */
  readonly step: string;
  readonly anchor: DateText;
  readonly day: DateText;
  /** Day of the next step, null after the last one. */
  readonly nextDay: DateText | null;
  /** Before the due date: of use only until the day before it ends. */
  readonly beforeDue: boolean;
}

const signed = (days: number): string => (days < 0 ? String(days) : `+${days}`);

const stepsAt = (letter: 'D' | 'P', anchor: DateText, days: readonly number[]): Step[] =>
  days.map((offset, index) => {
    const next = days[index + 1];
    return {
      step: `${letter}${signed(offset)}`,
      anchor,
      day: addDays(anchor, offset),
      nextDay: next === undefined ? null : addDays(anchor, next),
      beforeDue: letter === 'D' && offset < 0,
    };
  });

/** Offsets of the placement ladder up to the first one after `reach` days, so that the next step is always there. */
const placementOffsets = (strategy: Strategy, reach: number): number[] => {
  const offsets = [...strategy.placementDays];
  for (let last = offsets.at(-1) ?? 0; last <= reach; ) {
    last += strategy.placementEvery;
    offsets.push(last);
  }
  const after = (offsets.at(-1) ?? 0) + strategy.placementEvery;
  return [...offsets, after];
};

/** The steps of a debt up to the first one after `today`, in order. */
export const stepsOf = (
  strategy: Strategy,
  debt: { readonly placedOn: DateText; readonly dueDate: DateText },
  today: DateText,
): readonly Step[] => {
  if (debt.placedOn <= debt.dueDate) return stepsAt('D', debt.dueDate, strategy.dueDays);
  const reach = Math.max(0, daysBetween(debt.placedOn, today));
  return stepsAt('P', debt.placedOn, placementOffsets(strategy, reach)).slice(0, -1);
};

/** What a step says, by its name. */
export const stepKind = (step: string): StepKind => {
  if (step.startsWith('D-')) return 'due_soon';
  return step === 'P+1' ? 'presentation' : 'overdue';
};

/** What one message about some steps says: the gravest of them names it. */
export const kindOfMessage = (steps: readonly string[]): StepKind => {
  const kinds = new Set(steps.map(stepKind));
  if (kinds.has('presentation')) return 'presentation';
  return kinds.has('overdue') ? 'overdue' : 'due_soon';
};
