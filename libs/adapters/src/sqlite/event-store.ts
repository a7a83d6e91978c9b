import { categoryOf, NO_HASH, type RecordedEvent } from '@cauce/contracts';
import { RecentMap } from '@cauce/kernel';
import type {
  AppendResult,
  EventStore,
  Monotonic,
  Page,
  ReadAllOptions,
  ReadOptions,
  StoreSubscription,
  StreamAppend,
  StreamHead,
} from '@cauce/ports';
import { checkAppend } from '../shared/check-append.ts';
import { placeOf, positionText } from '../shared/position.ts';
import { Signal } from '../shared/signal.ts';
import { subscribeTo } from '../shared/subscription.ts';
import { AppendQueue, type Committed } from './append-queue.ts';
import { LogReader } from './log-reader.ts';
import type { LogWriterThread } from './log-writer-thread.ts';
import { Tail } from './tail.ts';

/** Events kept as objects behind the head, for those who follow it. */
const TAIL_EVENTS = 4_096;
const STREAMS_PER_PAGE = 1_000;
/** The log in one SQLite file: one writer in its own thread, reads on the calling thread. */
export class SqliteEventStore implements EventStore {
  readonly atomicAcrossStreams = true;
  readonly appended = new Signal();
  readonly monotonic: Monotonic;
  readonly #reader: LogReader;
  readonly #queue: AppendQueue;
  readonly #tail = new Tail(TAIL_EVENTS);
  /** A revision after which each of some streams has nothing: nobody else appends to this log. */
  readonly #ends: RecentMap<number>;
  readonly #subscriptions = new Set<StoreSubscription>();
  readonly #atWork = new Set<Promise<AppendResult>>();
  #closed = false;

  /** `kept`: streams whose last revision is kept in memory, per generation (about 150 bytes each). */
  constructor(file: string, writer: LogWriterThread, monotonic: Monotonic, kept: number) {
    this.monotonic = monotonic;
    this.#ends = new RecentMap(kept);
    this.#reader = new LogReader(file);
    this.#queue = new AppendQueue(writer, (calls) => this.#committed(calls));
  }

  #committed(calls: readonly Committed[]): void {
    this.#reader.refresh();
    for (const { stream, expected, events } of calls.flatMap(({ appends }) => appends)) {
      if (events.length === 0) continue;
      if (expected.revision < 0) this.#reader.made(stream);
      this.#ends.set(stream, expected.revision + events.length);
    }
    // Kept for those who follow: an import that nobody follows would only fill the memory with them.
    if (this.#subscriptions.size > 0) this.#tail.push(calls.flatMap(({ events }) => events));
    else this.#tail.clear();
    this.appended.fire();
  }

  async append(appends: readonly StreamAppend[]): Promise<AppendResult> {
    if (this.#closed) throw new Error('the log is closed');
    appends.forEach(checkAppend);
    const result = this.#queue.add(appends);
    this.#atWork.add(result);
    try {
      return await result;
    } finally {
      this.#atWork.delete(result);
    }
  }

  async head(stream: string): Promise<StreamHead> {
    const [last] = this.#reader.read(stream, { backwards: true, limit: 1 });
    return last
      ? { revision: last.revision, hash: last.hash, recordedAt: last.recordedAt }
      : { revision: -1, hash: NO_HASH, recordedAt: null };
  }

  async read(stream: string, options: ReadOptions = {}): Promise<readonly RecordedEvent[]> {
    const { from = 0, backwards = false, limit } = options;
    const end = backwards ? undefined : this.#ends.get(stream);
    if (end !== undefined && from > end) return [];
    const events = this.#reader.read(stream, options);
    if (!backwards && limit === undefined) this.#ends.set(stream, events.at(-1)?.revision ?? from - 1);
    return events;
  }

  async readAll({ after, limit, categories }: ReadAllOptions): Promise<Page> {
    const place = placeOf(after);
    const events = this.#fromTail(after, limit, categories) ?? this.#reader.after(place, limit, categories);
    return { events, next: events.at(-1)?.position ?? after, atEnd: events.length < limit };
  }

  #fromTail(
    after: string | null,
    limit: number,
    categories?: readonly string[],
  ): RecordedEvent[] | undefined {
    const tail = this.#tail.after(after);
    if (!tail) return undefined;
    const events: RecordedEvent[] = [];
    for (let index = tail.from; index < tail.events.length && events.length < limit; index += 1) {
      const event = tail.events[index];
      if (event && (!categories || categories.includes(categoryOf(event.stream)))) events.push(event);
    }
    return events;
  }

  async end(): Promise<string | null> {
    const place = this.#reader.lastPlace();
    return place === 0 ? null : positionText(place);
  }

  async *streams(category: string): AsyncIterable<string> {
    for (let after = 0; ; ) {
      const page = this.#reader.streams(category, after, STREAMS_PER_PAGE);
      for (const { name } of page) yield name;
      const last = page.at(-1);
      if (!last || page.length < STREAMS_PER_PAGE) return;
      after = last.no;
    }
  }

  subscribe(
    options: Omit<ReadAllOptions, 'limit'> & { batch?: number },
    deliver: (events: readonly RecordedEvent[]) => Promise<void>,
  ): StoreSubscription {
    const subscription = subscribeTo(this, options, deliver);
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /** Waits for the appends at work and the batches being delivered; the writer is closed by whoever started it. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#atWork);
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    this.#reader.close();
  }
}
