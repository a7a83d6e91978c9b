import { outgoingOf, type RecordedEvent } from '@cauce/contracts';
import type { Publisher } from '@cauce/ports';

/** Brings events to a bus in one batch. */
export const published = (publisher: Publisher, events: readonly RecordedEvent[]): Promise<void> => {
  const batch = publisher.batch();
  for (const event of events) batch.add(outgoingOf(event));
  return batch.publish();
};
