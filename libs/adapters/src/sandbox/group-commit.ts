import type { Delivery, Mailbox } from './mailbox.ts';

/** A message that came, and how its sender is told the provider's id, or that it cannot be stored. */
export interface Arrival {
  readonly delivery: Delivery;
  readonly stored: (providerId: string) => void;
  readonly failed: () => void;
}

/** Messages that arrive in one turn of the event loop share one commit; each is answered after it. */
export const groupCommit = (mailbox: Pick<Mailbox, 'store'>): ((arrival: Arrival) => void) => {
  let waiting: Arrival[] = [];
  const flush = (): void => {
    const arrivals = waiting;
    waiting = [];
    let ids: string[] = [];
    try {
      ids = mailbox.store(arrivals.map(({ delivery }) => delivery));
    } catch {
      for (const { failed } of arrivals) failed();
      return;
    }
    for (const [i, { stored }] of arrivals.entries()) stored(ids[i] ?? '');
  };
  return (arrival) => {
    if (waiting.push(arrival) === 1) setImmediate(flush);
  };
};
