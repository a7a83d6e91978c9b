import type { OutgoingEvent, RecordedEvent } from '@cauce/contracts';
import type { InstantText } from '@cauce/kernel';
import type { StoreSubscription } from './event-store.ts';
import type { Standstill } from './standstill.ts';

/**
 * What became of a message. A handler returns it instead of throwing; a throw counts as `poison`.
 * - `done`, `duplicate`: finished.
 * - `defer`: finished for now; the handler has set a timer for `until`. The key goes on.
 * - `park`: this key waits, with what follows, until somebody un-parks it (a fault outside, say).
 * - `poison`: the message cannot be handled; parks its key too, and says so.
 */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'defer'; readonly until: InstantText }
  | { readonly kind: 'park'; readonly reason: string }
  | { readonly kind: 'poison'; readonly error: string };

export const done: Outcome = { kind: 'done' };

export interface Consumer {
  /** Consumers of one group share the work and its progress; each group gets every message. */
  readonly group: string;
  /** Event types wanted. */
  readonly types: readonly string[];
  /** Of cleared contacts only those of this channel; left out, those of every channel. */
  readonly channel?: string;
  /** Called in the log's order for one key, and for many keys at once. `trace`: the `traceparent` that it came with. */
  readonly handle: (event: RecordedEvent, trace?: string) => Promise<Outcome>;
  /** Most keys at work at once. Default 64. */
  readonly concurrency?: number;
}

/** A key of a group that stands still: its first unhandled message and why. */
export interface ParkedKey {
  readonly group: string;
  readonly key: string;
  readonly reason: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly stream: string;
  readonly revision: number;
  /** Messages waiting, the first included. */
  readonly waiting: number;
}

export interface RunningConsumer {
  /**
   * Runs work in a key's lane, after what the lane already holds: for timers, so that they and messages of one
   * debtor never run at once. Not durable: the caller comes back for what was lost. Work of a parked key is
   * dropped, and of a key whose messages come to another process; `park` and `poison` outcomes of the work do not
   * park the key. True when the work was done. Throws at a standstill. `trace`: what the work continues, for whoever
   * is told that it failed.
   */
  wake(key: string, work: () => Promise<Outcome>, trace?: string): Promise<boolean>;
  /** Stops taking messages, waits for those at work, keeps the progress. */
  stop(): Promise<void>;
}

/**
 * Brings every appended event at least once to every group that wants its type: in order per key (`routingKey`), and
 * on a bus of topics in order within each topic; free between keys. The processes of a group share its keys, and
 * everything of a key comes to one of them. A slow or parked key holds up no other; a backlog of one key leaves room
 * for the rest. Progress is durable: after a restart each group goes on after what it finished. A handler that throws
 * a `Standstill` parks nothing: its message is handed over again until that is over, and `standstill` says so.
 */
export interface MessageBus {
  consume(consumer: Consumer): Promise<RunningConsumer>;
  parked(): Promise<readonly ParkedKey[]>;
  /**
   * Hands a parked key's messages to its group again, in order. False when the key was not parked. True when that is
   * done, or asked of the process to which the key's messages come.
   */
  unpark(group: string, key: string): Promise<boolean>;
  /** Why messages wait that nothing is wrong with, null when none does. */
  readonly standstill: Standstill | null;
  /**
   * Resolves when every group that runs here has handled everything that was on the bus before the call, parked keys
   * aside. Throws at a standstill.
   */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Events on their way to the bus, in the form in which they travel: whoever added one need not keep it. */
export interface OutgoingBatch {
  add(event: OutgoingEvent): void;
  /**
   * Brings what was added to the bus, in that order for each key. Resolves when the bus will not lose it. Rejects when
   * nothing of it is under way any more, and any of it may have been brought or not: all of it is to be brought again,
   * in another batch. Two batches with events of one key must not be on their way at the same time.
   */
  publish(): Promise<void>;
}

/** The log as a relay reads it. */
export interface LogFeed {
  /** Delivers every event after a position, and then those that come, as `EventStore.subscribe` does. */
  follow(
    after: string | null,
    deliver: (events: readonly OutgoingEvent[]) => Promise<void>,
  ): StoreSubscription;
}

/** The way onto a bus that is not the log itself: a relay brings there what it reads from the log. */
export interface Publisher {
  batch(): OutgoingBatch;
  close(): Promise<void>;
}
