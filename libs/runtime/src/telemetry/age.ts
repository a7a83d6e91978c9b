import { msOf } from '@cauce/kernel';
import type { Clock, EventStore } from '@cauce/ports';

/** Age of the oldest event after a position of the log, in seconds of business time; 0 where there is none. */
export const ageAfter = async (
  { store, clock }: { readonly store: Pick<EventStore, 'readAll'>; readonly clock: Clock },
  after: string | null,
): Promise<number> => {
  const { events } = await store.readAll({ after, limit: 1 });
  const [oldest] = events;
  return oldest ? Math.max(0, clock.now().epochMilliseconds - msOf(oldest.recordedAt)) / 1_000 : 0;
};
