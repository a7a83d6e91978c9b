import { creditorPriority, PRIORITY, rankOf } from '@cauce/domain';
import { derivedId, instantText, type Uuid } from '@cauce/kernel';
import type { App } from '../../host/app.ts';
import { UsageError } from '../../host/usage-error.ts';
import { creditorNamed } from '../arguments/creditor.ts';

/** A creditor and its place where contacts of one person compete; null where it was given none. */
export interface RankedCreditor {
  readonly creditorId: Uuid;
  readonly creditor: string;
  readonly priority: number | null;
}

/** The creditors of the folder, in the agency's priority; those without a place by name. */
export const creditorsOperation = async (
  { folder, reporting }: App,
  _args: object,
): Promise<{ creditors: readonly RankedCreditor[] }> => {
  const priority = await folder.core.log.load(creditorPriority, PRIORITY);
  const creditors = [...(await reporting.creditors())].map(([creditorId, creditor]) => ({
    creditorId,
    creditor,
    priority: priority.includes(creditorId) ? rankOf(priority, creditorId) : null,
  }));
  const last = priority.length + 1;
  return {
    creditors: creditors.sort(
      (a, b) => (a.priority ?? last) - (b.priority ?? last) || a.creditor.localeCompare(b.creditor),
    ),
  };
};

/** Sets the order in which creditors go where contacts of one person compete; none at all takes it back. */
export const prioritiseOperation = async (
  app: App,
  { creditors }: { creditors: readonly string[] },
): Promise<{ creditors: readonly RankedCreditor[] }> => {
  const known = await app.reporting.creditors();
  const creditorIds = creditors.map((name) => creditorNamed(known, name));
  if (new Set(creditorIds).size < creditorIds.length) throw new UsageError('a creditor is named twice');
  const { log, clock } = app.folder.core;
  const causationId = derivedId('prioritise', ...creditorIds, instantText(clock.now()));
  const cause = { actor: app.actor, causationId, correlationId: causationId };
  await log.transact(cause, (unit) =>
    unit.execute(creditorPriority, PRIORITY, { kind: 'prioritise', creditorIds }),
  );
  return creditorsOperation(app, {});
};
