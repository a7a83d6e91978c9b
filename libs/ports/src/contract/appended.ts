import type { RecordedEvent } from '@cauce/contracts';
import type { EventStore, StreamAppend } from '../event-store.ts';

/** Appends what must be taken, and gives back how it was recorded: the end of the log. */
export const appended = async (
  store: EventStore,
  ...appends: StreamAppend[]
): Promise<readonly RecordedEvent[]> => {
  const after = await store.end();
  const result = await store.append(appends);
  if (!result.ok) throw new Error(`conflict on ${result.conflict}`);
  const limit = appends.reduce((sum, { events }) => sum + events.length, 1);
  // Into an array of our own: one that comes from the database itself equals none, strictly looked at.
  return [...(await store.readAll({ after, limit })).events];
};
