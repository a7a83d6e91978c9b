import { encodeEvent, NO_HASH, type RecordedEvent } from '@cauce/contracts';
import type { EventStore } from '@cauce/ports';

/** Whether a stream is one unbroken chain, from its first event to its head. */
export interface ChainProof {
  readonly stream: string;
  readonly events: number;
  /** Hash of the last event. */
  readonly head: string;
  /** Revision of the first event that does not fit, null when all do. */
  readonly brokenAt: number | null;
}

const PAGE = 1_000;

const fits = (event: RecordedEvent, revision: number, prev: string): boolean =>
  event.revision === revision && event.prev === prev && encodeEvent(event).hash === event.hash;

/** Hashes every event of a stream again and compares it with what the next one says of it. */
export const proveChain = async (store: Pick<EventStore, 'read'>, stream: string): Promise<ChainProof> => {
  let [count, head, brokenAt]: [number, string, number | null] = [0, NO_HASH, null];
  for (let more = true; more; ) {
    const events = await store.read(stream, { from: count, limit: PAGE });
    for (const event of events) {
      if (brokenAt === null && !fits(event, count, head)) brokenAt = count;
      head = event.hash;
      count += 1;
    }
    more = events.length === PAGE;
  }
  return { stream, events: count, head, brokenAt };
};
