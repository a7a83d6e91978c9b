import type { NewEvent } from '@cauce/contracts';
import type { Decider } from '@cauce/domain';

/** Appends to a category exactly what it is told: a history is a given, nobody decides on it. */
export const verbatim = (category: string): Decider<null, readonly NewEvent[]> => ({
  category,
  initial: null,
  decide: (events) => events,
  evolve: () => null,
});
