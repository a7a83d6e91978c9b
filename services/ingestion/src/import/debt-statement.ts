import {
  type Debt,
  type DebtCommand,
  type DebtRow,
  isBack,
  type Portfolio,
  type Stated,
} from '@cauce/domain';
import { canonicalJson, instantText, localDate, startOfDay, type Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';
import { RowRefused } from './row-refused.ts';

/** Refuses a row that gives a debt on file another debtor or currency. Throws RowRefused. */
export const refuseChanged = (before: Debt, debtorId: Uuid, row: DebtRow): void => {
  if (before.debtorId !== debtorId) {
    throw new RowRefused(
      'debt',
      'debtor.documentNumber',
      row.debtor.documentNumber,
      'DEBTOR_CHANGED: this obligation is on file with another debtor; the debtor of a debt does not change',
    );
  }
  if (before.currency !== row.currency) {
    throw new RowRefused(
      'debt',
      'currency',
      row.currency,
      `CURRENCY_CHANGED: the debt is on file in ${before.currency}`,
    );
  }
};

type Where = Pick<Portfolio, 'portfolioId' | 'creditorId' | 'zone'> & {
  readonly debtId: Uuid;
  readonly debtorId: Uuid;
};

/** What a row says of its debt, as a command; what the row leaves out stays as it is on file. */
export const stateOf = (
  { ids, clock }: Pick<Core, 'ids' | 'clock'>,
  { debtId, debtorId, creditorId, portfolioId, zone }: Where,
  row: DebtRow,
  before: Debt | null,
): Extract<DebtCommand, { kind: 'state' }> => {
  const now = instantText(clock.now());
  const { obligation, instalment, debtorReference, paymentReference } = row;
  const references = {
    obligation,
    ...(instalment ? { instalment } : {}),
    ...(debtorReference ? { debtorReference } : {}),
    ...(paymentReference ? { paymentReference } : {}),
  };
  const placedOn = row.placedOn ?? before?.placedOn ?? localDate(now, zone);
  const stated: Stated = {
    dueDate: row.dueDate,
    plannedRecall: row.plannedRecall ?? before?.stated.plannedRecall ?? null,
    product: row.product ?? before?.stated.product ?? null,
    balance: row.balance,
    balanceAsOf: row.balanceAsOf ?? before?.stated.balanceAsOf ?? placedOn,
    digest: ids.digest('references', canonicalJson(references)),
  };
  const common = {
    kind: 'state',
    debtId,
    debtorId,
    creditorId,
    portfolioId,
    currency: row.currency,
  } as const;
  const command = { ...common, stated, references, placedOn, effectiveAt: startOfDay(placedOn, zone) };
  if (before === null || before.ended === null || placedOn > before.placedOn || !isBack(command, before)) {
    return command;
  }
  // It comes back without a day of its own: from today, for until then its placement had ended.
  return { ...command, placedOn: localDate(now, zone), effectiveAt: now };
};
