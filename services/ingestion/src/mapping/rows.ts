import type { IntakeRow, PortfolioInput } from '@cauce/domain';
import { debtReader } from './debt.ts';
import { debtorReader } from './debtor.ts';
import { paymentReader } from './payment.ts';
import type { RowReader } from './readers.ts';
import type { Sources } from './source.ts';

/** The reader of each kind of row, over the fields that a file has. */
export const ROW_READERS: Readonly<
  Record<IntakeRow['kind'], (sources: Sources, onFile: readonly PortfolioInput[]) => RowReader>
> = {
  debtor: debtorReader,
  debt: debtReader,
  payment: paymentReader,
};
