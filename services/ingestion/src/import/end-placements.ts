import { debt } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { Cause, Core } from '@cauce/runtime';

/** Placements ended in one append. */
const AT_ONCE = 500;

/** Ends the placements of debts, those that are still open; how many they were. */
export const endPlacements = async (
  { log }: Pick<Core, 'log'>,
  cause: Cause,
  debtIds: readonly Uuid[],
  reason: 'recalled' | 'withdrawn',
): Promise<number> => {
  let ended = 0;
  for (let at = 0; at < debtIds.length; at += AT_ONCE) {
    ended += await log.transact(cause, async (unit) => {
      for (const debtId of debtIds.slice(at, at + AT_ONCE))
        await unit.execute(debt, debtId, { kind: 'end', reason });
      return unit.size;
    });
  }
  return ended;
};
