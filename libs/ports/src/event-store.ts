import type { EncodedEvent, RecordedEvent } from '@cauce/contracts';
import type { InstantText } from '@cauce/kernel';

/** Where a stream ends: what the next append must expect. */
export interface StreamHead {
  /** Revision of the last event, -1 of a stream that has none. */
  readonly revision: number;
  /** Hash of the last event, `NO_HASH` of a stream that has none. */
  readonly hash: string;
  readonly recordedAt: InstantText | null;
}

/** Events for one stream, encoded so that they follow `expected`. */
export interface StreamAppend {
  readonly stream: string;
  readonly expected: Pick<StreamHead, 'revision' | 'hash'>;
  /** At least one, of consecutive revisions; empty to demand only that the stream still ends at `expected`. */
  readonly events: readonly EncodedEvent[];
}

export type AppendResult =
  | { readonly ok: true }
  /**
   * Somebody appended first (or the stream is not where it was thought to be): nothing was written of this stream and
   * of those after it in the call, and nothing at all where appends are atomic across streams.
   */
  | { readonly ok: false; readonly conflict: string };

/** There is no room to write: nothing of the refused append was kept, everything acknowledged is still there. */
export class StorageFullError extends Error {
  constructor(place: string, cause?: unknown) {
    super(`no space left for ${place}: nothing of this write was kept; free some space and try again`, {
      cause,
    });
    this.name = 'StorageFullError';
  }
}

export interface ReadOptions {
  /** First revision wanted, counted from either end of the reading direction; left out, the first in that direction. */
  readonly from?: number;
  readonly backwards?: boolean;
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** Position after which to read; null from the beginning. */
  readonly after: string | null;
  readonly limit: number;
  /** Only streams of these categories. */
  readonly categories?: readonly string[];
}

export interface Page {
  readonly events: readonly RecordedEvent[];
  /** Position to go on after. Equal to `after` when there was nothing. */
  readonly next: string | null;
  /** Whether the end of the log, as it was then, was reached. */
  readonly atEnd: boolean;
}

export interface StoreSubscription {
  close(): Promise<void>;
}

/**
 * The log: streams of events, and all of them in one order.
 *
 * Atomicity: one call of `append` writes all its streams or none where `atomicAcrossStreams` is true; where it is
 * false each stream of the call is written whole or not at all, in the order given, up to the first conflict. A death
 * in between leaves the first of them written: whoever appends to several streams must be able to do it again on what
 * it then finds. Ends that are only demanded are looked at before anything is written, and may move meanwhile.
 * When the promise resolves with `ok`, the events survive the death of process and machine.
 */
export interface EventStore {
  readonly atomicAcrossStreams: boolean;
  append(appends: readonly StreamAppend[]): Promise<AppendResult>;
  head(stream: string): Promise<StreamHead>;
  read(stream: string, options?: ReadOptions): Promise<readonly RecordedEvent[]>;
  readAll(options: ReadAllOptions): Promise<Page>;
  /** Position of the last event of the log, null when it is empty. */
  end(): Promise<string | null>;
  /** Names of the streams of a category, in no promised order. */
  streams(category: string): AsyncIterable<string>;
  /**
   * Hands every event after a position to `deliver`, in the log's order and one batch at a time: the next batch comes
   * when the promise of the last resolves. A `deliver` that rejects gets the same batch again.
   */
  subscribe(
    options: Omit<ReadAllOptions, 'limit'> & { batch?: number },
    deliver: (events: readonly RecordedEvent[]) => Promise<void>,
  ): StoreSubscription;
  close(): Promise<void>;
}
