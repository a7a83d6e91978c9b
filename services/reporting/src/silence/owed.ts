import type { Uuid } from '@cauce/kernel';
import { UnknownReferenceError } from '../errors.ts';
import type { DebtorBody } from '../models/debtors.ts';
import { bodyOf } from '../projection/projection.ts';
import type { Models } from '../queries/models.ts';
import type { OwedDebt } from './story.ts';

/** The debts that a debtor has now. Throws UnknownReferenceError. */
export const debtsOf = async (models: Models, debtorId: Uuid): Promise<readonly OwedDebt[]> => {
  const document = await models.debtors.get(debtorId);
  if (!document) throw new UnknownReferenceError('debtor', debtorId);
  return bodyOf<DebtorBody>(document).debts;
};
