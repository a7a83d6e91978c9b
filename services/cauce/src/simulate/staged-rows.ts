import type { IntakeRow } from '@cauce/domain';
import { type MappedLine } from '@cauce/ingestion';
import { type InstantText, startOfDay } from '@cauce/kernel';

/** A row that waits for its date. */
export interface StagedRow {
  readonly at: InstantText;
  readonly line: number;
  readonly row: IntakeRow;
}

/** Debtors before debts before payments, of one instant. */
const ORDER: Readonly<Record<IntakeRow['kind'], number>> = { debtor: 0, debt: 1, payment: 2 };

const dateOf = (row: IntakeRow): string | undefined => {
  if (row.kind === 'debt') return row.placedOn;
  return row.kind === 'payment' ? row.paidAt : undefined;
};

/**
 * Rows with the instants at which they take effect: their date at its first instant in the zone; `from` where they
 * have none, or an earlier one.
 */
export const stage = (lines: readonly MappedLine[], zone: string, from: InstantText): StagedRow[] =>
  lines
    .flatMap(({ line, rows }) =>
      rows.map((row): StagedRow => {
        const date = dateOf(row) ?? from;
        const at = date.length > 10 ? date : startOfDay(date, zone);
        return { line, row, at: at < from ? from : at };
      }),
    )
    .sort((a, b) => compare(a.at, b.at) || ORDER[a.row.kind] - ORDER[b.row.kind] || a.line - b.line);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
