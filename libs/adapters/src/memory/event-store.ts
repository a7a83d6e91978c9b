import { categoryOf, decodeEvent, NO_HASH, type RecordedEvent } from '@cauce/contracts';
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

/** The log as two plain arrays: what the other adapters are compared with. */
export class MemoryEventStore implements EventStore {
  readonly atomicAcrossStreams = true;
  readonly appended = new Signal();
  readonly monotonic: Monotonic;
  readonly #log: RecordedEvent[] = [];
  readonly #streams = new Map<string, RecordedEvent[]>();
  readonly #subscriptions = new Set<StoreSubscription>();
  #closed = false;

  constructor(monotonic: Monotonic) {
    this.monotonic = monotonic;
  }

  async append(appends: readonly StreamAppend[]): Promise<AppendResult> {
    if (this.#closed) throw new Error('the log is closed');
    appends.forEach(checkAppend);
    const heads = new Map<string, Pick<StreamHead, 'revision' | 'hash'>>();
    for (const { stream, expected, events } of appends) {
      const head = heads.get(stream) ?? this.#headOf(stream);
      if (head.revision !== expected.revision || head.hash !== expected.hash)
        return { ok: false, conflict: stream };
      const last = events.at(-1);
      heads.set(stream, last ? { revision: last.envelope.revision, hash: last.hash } : head);
    }
    const events = appends.flatMap(({ stream, events }) =>
      events.map(({ bytes, hash }) => {
        const event = decodeEvent(bytes, positionText(this.#log.length + 1), hash);
        this.#log.push(event);
        this.#streams.getOrInsertComputed(stream, () => []).push(event);
        return event;
      }),
    );
    this.appended.fire();
    return { ok: true, events };
  }

  #headOf(stream: string): StreamHead {
    const last = this.#streams.get(stream)?.at(-1);
    return last ?? { revision: -1, hash: NO_HASH, recordedAt: null };
  }

  async head(stream: string): Promise<StreamHead> {
    const { revision, hash, recordedAt } = this.#headOf(stream);
    return { revision, hash, recordedAt };
  }

  async read(
    stream: string,
    { from, backwards = false, limit }: ReadOptions = {},
  ): Promise<readonly RecordedEvent[]> {
    const events = this.#streams.get(stream) ?? [];
    const wanted = backwards
      ? events.slice(0, (from ?? events.length - 1) + 1).reverse()
      : events.slice(from ?? 0);
    return wanted.slice(0, limit);
  }

  async readAll({ after, limit, categories }: ReadAllOptions): Promise<Page> {
    const events: RecordedEvent[] = [];
    let place = placeOf(after);
    for (; place < this.#log.length && events.length < limit; place += 1) {
      const event = this.#log[place];
      if (event && (!categories || categories.includes(categoryOf(event.stream)))) events.push(event);
    }
    return { events, next: events.at(-1)?.position ?? after, atEnd: place >= this.#log.length };
  }

  async end(): Promise<string | null> {
    return this.#log.at(-1)?.position ?? null;
  }

  async *streams(category: string): AsyncIterable<string> {
    for (const name of [...this.#streams.keys()]) if (categoryOf(name) === category) yield name;
  }

  subscribe(
    options: Omit<ReadAllOptions, 'limit'> & { batch?: number },
    deliver: (events: readonly RecordedEvent[]) => Promise<void>,
  ): StoreSubscription {
    const subscription = subscribeTo(this, options, deliver);
    this.#subscriptions.add(subscription);
    return subscription;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
  }
}
