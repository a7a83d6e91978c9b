import { addDays, type DateText, type InstantText, instantAt, localDate } from '@cauce/kernel';
import type { StagedRow } from '../simulate/staged-rows.ts';
import type { Sample } from './generate.ts';

/** Files come early in the morning of all four countries: debts, recalls, then the statement of the day before. */
const DEBTS_AT = '09:00';
const RECALLS_AT = '09:30';
const STATEMENTS_AT = '10:00';

const morning = (day: DateText, time: string): InstantText => instantAt(day, time, 'UTC');

/** When a recall of a day comes. */
export const recallAt = (day: DateText): InstantText => morning(day, RECALLS_AT);

/**
 * The rows of a sample with the instants at which their files come, in that order. A payment is known the morning
 * after, or at `until` where that is earlier; what comes later, or was not paid by then, is left out.
 */
export const stageSample = ({ debts, payments }: Sample, until: InstantText): StagedRow[] => {
  const placed = debts.map((row, index): StagedRow => {
    return { at: morning(row.placedOn ?? '', DEBTS_AT), line: index + 2, row };
  });
  const paid = payments.map((row, index): StagedRow => {
    const known = morning(addDays(localDate(row.paidAt, 'UTC'), 1), STATEMENTS_AT);
    return { at: known < until ? known : until, line: index + 2, row };
  });
  return [...placed, ...paid.filter(({ row }) => row.kind === 'payment' && row.paidAt <= until)]
    .filter(({ at }) => at <= until)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};
