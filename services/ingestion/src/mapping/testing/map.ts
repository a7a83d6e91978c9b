import type { DebtorRow, DebtRow, IntakeRow, PaymentRow } from '@cauce/domain';
import { type MapOptions, openMapped } from '../map-file.ts';
import type { MappedLine } from '../map-line.ts';
import type { Mapping } from '../schema.ts';

/** A file mapped whole. */
export const mapAll = async (path: string, mapping: Mapping, options?: MapOptions) => {
  const file = await openMapped(path, mapping, options);
  const lines: MappedLine[] = [];
  for await (const batch of file.batches) lines.push(...batch);
  const rows = lines.flatMap((line) => line.rows);
  return {
    file,
    lines,
    rows,
    rejects: lines.flatMap((line) => line.rejects),
    warnings: lines.flatMap((line) => line.warnings),
  };
};

const isDebt = (row: IntakeRow): row is DebtRow => row.kind === 'debt';
const isDebtor = (row: IntakeRow): row is DebtorRow => row.kind === 'debtor';
const isPayment = (row: IntakeRow): row is PaymentRow => row.kind === 'payment';

export const debtsOf = (rows: readonly IntakeRow[]): DebtRow[] => rows.filter(isDebt);
export const debtorsOf = (rows: readonly IntakeRow[]): DebtorRow[] => rows.filter(isDebtor);
export const paymentsOf = (rows: readonly IntakeRow[]): PaymentRow[] => rows.filter(isPayment);
