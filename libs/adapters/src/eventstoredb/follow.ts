import type { Monotonic, ReadAllOptions, StoreSubscription } from '@cauce/ports';
import { DEFAULT_BATCH, deliverUntilTaken } from '../shared/subscription.ts';
import type { Connection } from './connection.ts';
import { Inbox } from './inbox.ts';
import { entryOf, isOf, type LogEntry } from './log-entry.ts';
import type { ReadReply } from './read-reply.ts';
import { logRequest, type NameFilter } from './read-request.ts';
import { BackOff, mayPass } from './retry.ts';

interface FollowParts {
  readonly connection: Connection;
  readonly namespace: string;
  readonly filter: NameFilter;
  readonly monotonic: Monotonic;
}

/**
 * Follows the log by a catch-up subscription, and delivers what `take` makes of its entries. When it drops it is opened again after the last event that came; what the
 * server repeats is known by its position and left out. How far the server says that it has looked is not used:
 * several releases have told positions before which there was still an event to come.
 */
export const follow = <T>(
  { connection, namespace, filter, monotonic }: FollowParts,
  { after, categories, batch = DEFAULT_BATCH }: Omit<ReadAllOptions, 'limit'> & { batch?: number },
  take: (entry: LogEntry) => T,
  deliver: (events: readonly T[]) => Promise<void>,
): StoreSubscription => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const backOff = new BackOff(monotonic);
  let position = after;

  const handOver = async (replies: readonly ReadReply[]): Promise<void> => {
    const events: T[] = [];
    let reached = position;
    for (const reply of replies) {
      const entry = entryOf(reply, namespace);
      if (!entry || (reached !== null && entry.position <= reached)) continue;
      reached = entry.position;
      if (isOf(entry, categories)) events.push(take(entry));
    }
    if (events.length > 0) await deliverUntilTaken(monotonic, signal, events, deliver);
    position = reached;
  };

  const once = async (): Promise<void> => {
    const call = await connection.read(logRequest(filter, position, 'subscription'), false);
    const inbox = new Inbox<ReadReply>(call, batch, signal);
    try {
      for (let replies = await inbox.take(); replies && !signal.aborted; replies = await inbox.take()) {
        await handOver(replies);
        backOff.reset();
      }
    } finally {
      call.cancel();
    }
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await once();
      } catch (error) {
        if (!mayPass(error)) throw error;
      }
      await backOff.wait(signal);
    }
  };

  // A log that cannot be read ends the process by an unhandled rejection: better than to look alive and stand still.
  const running = run();
  return {
    close: async () => {
      stopping.abort();
      await running;
    },
  };
};
