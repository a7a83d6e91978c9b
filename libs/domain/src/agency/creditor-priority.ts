import { CreditorsPrioritised, type EventOf } from '@cauce/contracts';
import type { Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';

/** Id of the one stream of an installation's priority. */
export const PRIORITY = 'priority';

export interface Prioritise {
  readonly kind: 'prioritise';
  /** The first goes first. */
  readonly creditorIds: readonly Uuid[];
}

/** The agency's creditors in the order in which they go where contacts of one person compete. */
export const creditorPriority: Decider<readonly Uuid[], Prioritise, EventOf<typeof CreditorsPrioritised>> = {
  category: 'agency',
  initial: [],
  decide({ creditorIds }, state) {
    const same = creditorIds.length === state.length && creditorIds.every((id, at) => id === state[at]);
    return same ? [] : [CreditorsPrioritised.make({ creditorIds: [...creditorIds] })];
  },
  evolve: (_, event) => event.data.creditorIds,
};

/** Place of a creditor, 1 for the first; who is not named comes after everybody who is. */
export const rankOf = (priority: readonly Uuid[], creditorId: Uuid): number => {
  const at = priority.indexOf(creditorId);
  return (at < 0 ? priority.length : at) + 1;
};
