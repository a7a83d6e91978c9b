import { debt } from '@cauce/domain';
import { derivedId, instantText, type Uuid } from '@cauce/kernel';
import type { App } from '../../host/app.ts';
import { debtNamed } from '../arguments/debts.ts';

export interface HoldArgs {
  /** A debt's id or obligation. */
  readonly debt: string;
  readonly reason: string;
}

/** Stops the work on a debt until the hold is lifted. Throws SubjectErasedError: there is no work for who was erased. */
export const holdOperation = async (
  app: App,
  { debt: reference, reason }: HoldArgs,
): Promise<{ holdId: Uuid }> => {
  const { debtId } = await debtNamed(app, reference);
  const { log, clock, ids } = app.folder.core;
  const holdId = derivedId('hold', debtId, ids.digest('hold', reason), instantText(clock.now()));
  const cause = { actor: app.actor, causationId: holdId, correlationId: holdId };
  await log.transact(cause, (unit) => unit.execute(debt, debtId, { kind: 'hold', holdId, reason }));
  return { holdId };
};

/** Lifts every hold of a debt. */
export const liftOperation = async (
  app: App,
  { debt: reference }: { debt: string },
): Promise<{ lifted: number }> => {
  const { debtId } = await debtNamed(app, reference);
  const { log, clock } = app.folder.core;
  const causationId = derivedId('lift', debtId, instantText(clock.now()));
  const cause = { actor: app.actor, causationId, correlationId: causationId };
  return log.transact(cause, async (unit) => {
    const holds = (await unit.load(debt, debtId))?.holds ?? [];
    for (const holdId of holds) await unit.execute(debt, debtId, { kind: 'lift-hold', holdId });
    return { lifted: holds.length };
  });
};
