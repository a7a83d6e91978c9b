import { addDays, type DateText, daysBetween } from '@cauce/kernel';
import { totalOf } from '../debt/balance.ts';
import type { Debt } from '../debt/state.ts';

/** First day past due of each arrears segment, in order; a debt is in the last one it has reached. */
const ARREARS = [
  { segment: 'not_due', from: Number.NEGATIVE_INFINITY },
  { segment: 'early_arrears', from: 1 },
  { segment: 'mid_arrears', from: 31 },
  { segment: 'late_arrears', from: 91 },
] as const;

/** Balance, in minor units, from which a debt counts as high; about a month's minimum wage of each country. */
const HIGH_BALANCE: Readonly<Record<string, number>> = {
  USD: 100_000,
  COP: 142_350_000,
  MXN: 836_400,
  PEN: 113_000,
  CLP: 529_000,
};

/** The built-in segments of a debt on a day: one by days past due, and those by balance and history. */
export const segmentsOf = (debt: Debt, today: DateText): readonly string[] => {
  const daysPastDue = daysBetween(debt.stated.dueDate, today);
  const arrears = ARREARS.findLast(({ from }) => daysPastDue >= from)?.segment ?? 'not_due';
  const segments: string[] = [arrears];
  if (totalOf(debt.balance) >= (HIGH_BALANCE[debt.currency] ?? Number.POSITIVE_INFINITY))
    segments.push('high_balance');
  if (debt.payments.length > 0) segments.push('part_paid');
  return segments;
};

/** The next day on which the calendar alone moves a debt to another segment, null when none will. */
export const nextSegmentDay = (debt: Debt, today: DateText): DateText | null => {
  const daysPastDue = daysBetween(debt.stated.dueDate, today);
  const next = ARREARS.find(({ from }) => from > daysPastDue);
  return next ? addDays(debt.stated.dueDate, next.from) : null;
};
