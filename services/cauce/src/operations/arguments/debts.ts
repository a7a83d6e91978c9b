import { type Debt, debt } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { App } from '../../host/app.ts';
import { invalid, UsageError } from '../../host/usage-error.ts';

/** The debt that a reference names, and whose it is. Throws UsageError for one that names a person. */
export const debtNamed = async (
  { reporting }: App,
  reference: string,
): Promise<{ readonly debtorId: Uuid; readonly debtId: Uuid }> => {
  const { debtorId, debtId } = await reporting.references.subject(reference);
  if (!debtId) throw new UsageError(`"${reference}" names a debtor, not a debt`);
  return { debtorId, debtId };
};

/** The debts of a debtor that some references name, each once. Throws UsageError, and as references do. */
export const namedDebts = async (
  { folder, reporting }: App,
  debtorId: Uuid,
  references: readonly string[],
): Promise<readonly Debt[]> => {
  const debts = new Map<Uuid, Debt>();
  for (const reference of references) {
    const { debtId } = await reporting.references.subject(reference);
    const owed = debtId ? await folder.core.log.load(debt, debtId) : null;
    if (owed?.debtorId !== debtorId) throw new UsageError(`"${reference}" is no debt of this debtor`);
    debts.set(owed.debtId, owed);
  }
  return [...debts.values()];
};

/** The debts that a contact is about: at least one, and all of one creditor. Throws as `namedDebts`. */
export const debtsOfContact = async (
  app: App,
  debtorId: Uuid,
  references: readonly string[],
): Promise<{ readonly creditorId: Uuid; readonly debtIds: Uuid[] }> => {
  const debts = await namedDebts(app, debtorId, references);
  const [creditorId, ...others] = new Set(debts.map((one) => one.creditorId));
  if (creditorId === undefined) throw invalid('debts', 'must name at least one debt');
  if (others.length > 0)
    throw new UsageError('the debts are of several creditors, which never share a contact');
  return { creditorId, debtIds: debts.map(({ debtId }) => debtId) };
};
