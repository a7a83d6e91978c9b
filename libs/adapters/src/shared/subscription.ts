import type { RecordedEvent } from '@cauce/contracts';
import type { Monotonic, Page, ReadAllOptions, StoreSubscription } from '@cauce/ports';
import { nextTurn } from './next-turn.ts';
import type { Signal } from './signal.ts';

/** Events per batch where the subscriber does not say. */
export const DEFAULT_BATCH = 512;
/** Milliseconds before a refused batch is handed over again: the first time, and at most. */
const FIRST_RETRY_MS = 10;
const LAST_RETRY_MS = 1_000;

export interface Source {
  readAll(options: ReadAllOptions): Promise<Page>;
  /** Fires after every append. */
  readonly appended: Signal;
  readonly monotonic: Monotonic;
}

/** Hands a batch over until it is taken or the signal is aborted. */
export const deliverUntilTaken = async <T>(
  monotonic: Monotonic,
  signal: AbortSignal,
  events: readonly T[],
  deliver: (events: readonly T[]) => Promise<void>,
): Promise<void> => {
  for (let delay = FIRST_RETRY_MS; !signal.aborted; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
    try {
      return await deliver(events);
    } catch {
      await monotonic.wait(delay, signal);
    }
  }
};

/** Follows a log: reads pages while there are any, then sleeps until something is appended. */
export const subscribeTo = (
  source: Source,
  { after, categories, batch = DEFAULT_BATCH }: Omit<ReadAllOptions, 'limit'> & { batch?: number },
  deliver: (events: readonly RecordedEvent[]) => Promise<void>,
): StoreSubscription => {
  const stopping = new AbortController();
  const { signal } = stopping;

  const run = async (): Promise<void> => {
    let position = after;
    while (!signal.aborted) {
      const seen = source.appended.count;
      const page = await source.readAll({ after: position, limit: batch, ...(categories && { categories }) });
      if (page.events.length > 0) await deliverUntilTaken(source.monotonic, signal, page.events, deliver);
      position = page.next;
      // A long backlog must not keep timers and sockets waiting.
      if (page.atEnd) await source.appended.after(seen, signal);
      else await nextTurn();
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
