import type { Uuid } from '@cauce/kernel';
import { UsageError } from '../../host/usage-error.ts';

/** The creditor of a name or id. Throws UsageError. */
export const creditorNamed = (known: ReadonlyMap<Uuid, string>, name: string): Uuid => {
  const found = [...known].find(([creditorId, creditor]) => creditor === name || creditorId === name);
  if (!found) throw new UsageError(`no portfolio has the creditor "${name}": see "cauce creditors list"`);
  return found[0];
};
