import { DebtScored, type EventsOf, type scoreEvents } from '@cauce/contracts';
import { type DateText, daysBetween } from '@cauce/kernel';
import { totalOf } from '../debt/balance.ts';
import type { Debt } from '../debt/state.ts';
import type { Decider } from '../decider/decider.ts';

/** Name and version of the formula; part of every score. */
export const MODEL = 'points@1';

export interface Reason {
  readonly code: string;
  readonly points: number;
}

/**
 * How likely a debt is to be paid without a person's work, 0 to 100: 50, and points for what is known of it.
 * Weights are judgement, not statistics; a fitted model replaces them under its own label.
 * - days past due: −1 for every 3, at most −40; not yet due +20
 * - has paid something in the placement: +15
 * - balance of components other than principal above a quarter of the whole: −10
 * - reachable by at least one valid address: +10, by none: −20
 */
export const reasonsFor = (debt: Debt, reachable: boolean, today: DateText): readonly Reason[] => {
  const late = daysBetween(debt.stated.dueDate, today);
  const total = totalOf(debt.balance);
  const reasons: Reason[] = [
    late > 0
      ? { code: 'DAYS_PAST_DUE', points: -Math.min(40, Math.floor(late / 3)) }
      : { code: 'NOT_DUE', points: 20 },
    reachable ? { code: 'REACHABLE', points: 10 } : { code: 'UNREACHABLE', points: -20 },
  ];
  if (debt.payments.length > 0) reasons.push({ code: 'HAS_PAID', points: 15 });
  if (total > 0 && (total - debt.balance.principal) * 4 > total)
    reasons.push({ code: 'HIGH_CHARGES', points: -10 });
  return reasons;
};

export const scoreOf = (reasons: readonly Reason[]): number =>
  Math.max(
    0,
    Math.min(
      100,
      reasons.reduce((sum, { points }) => sum + points, 50),
    ),
  );

export interface ScoreDebt {
  readonly debt: Debt;
  readonly reachable: boolean;
  readonly today: DateText;
}

interface LastScore {
  readonly score: number;
  readonly reasons: readonly Reason[];
}

const same = (left: readonly Reason[], right: readonly Reason[]): boolean =>
  left.length === right.length &&
  left.every(({ code, points }, index) => code === right[index]?.code && points === right[index]?.points);

/** The scores of a debt, one event whenever the reasons change. */
export const score: Decider<LastScore | null, ScoreDebt, EventsOf<typeof scoreEvents>> = {
  category: 'score',
  initial: null,
  decide({ debt, reachable, today }, last) {
    const reasons = reasonsFor(debt, reachable, today);
    if (last && same(last.reasons, reasons)) return [];
    const { debtId, debtorId } = debt;
    return [
      DebtScored.make({ debtId, debtorId, score: scoreOf(reasons), model: MODEL, reasons: [...reasons] }),
    ];
  },
  evolve: (_last, event) => ({ score: event.data.score, reasons: event.data.reasons }),
};
