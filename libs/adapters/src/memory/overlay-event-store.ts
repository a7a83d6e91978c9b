import { categoryOf, decodeEvent, type RecordedEvent } from '@cauce/contracts';
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

/** What may be asked of the log underneath. */
type Base = Pick<EventStore, 'head' | 'read' | 'streams'>;

/**
 * A log laid over another, which it never writes to: streams go on from where they are below, and what is appended
 * stays in memory. Reading or following all of it gives only what was appended here. For trying what would happen.
 */
export class OverlayEventStore implements EventStore {
  readonly atomicAcrossStreams = true;
  readonly appended = new Signal();
  readonly monotonic: Monotonic;
  readonly #base: Base;
  readonly #log: RecordedEvent[] = [];
  readonly #streams = new Map<string, RecordedEvent[]>();
  readonly #subscriptions = new Set<StoreSubscription>();
  #closed = false;

  constructor(base: Base, monotonic: Monotonic) {
    this.#base = base;
    this.monotonic = monotonic;
  }

  /** What was appended here, in order. */
  get events(): readonly RecordedEvent[] {
    return this.#log;
  }

  async append(appends: readonly StreamAppend[]): Promise<AppendResult> {
    if (this.#closed) throw new Error('the log is closed');
    appends.forEach(checkAppend);
    const below = new Map<string, StreamHead>();
    for (const { stream } of appends) below.set(stream, await this.#base.head(stream));
    // From here on nothing waits, so that nobody appends in between.
    const heads = new Map<string, Pick<StreamHead, 'revision' | 'hash'>>();
    for (const { stream, expected, events } of appends) {
      const head = heads.get(stream) ?? this.#streams.get(stream)?.at(-1) ?? below.get(stream);
      if (head?.revision !== expected.revision || head.hash !== expected.hash)
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

  async head(stream: string): Promise<StreamHead> {
    const last = this.#streams.get(stream)?.at(-1);
    if (!last) return this.#base.head(stream);
    const { revision, hash, recordedAt } = last;
    return { revision, hash, recordedAt };
  }

  async read(stream: string, options: ReadOptions = {}): Promise<readonly RecordedEvent[]> {
    const own = this.#streams.get(stream);
    const [first] = own ?? [];
    if (!own || !first) return this.#base.read(stream, options);
    const { from = options.backwards ? Number.MAX_SAFE_INTEGER : 0, backwards = false, limit } = options;
    const wanted = ({ revision }: RecordedEvent): boolean =>
      backwards ? revision <= from : revision >= from;
    // What the log underneath took in since this one branched off is not part of this story.
    const reaches = first.revision > 0 && (backwards || from < first.revision);
    const below = reaches
      ? (await this.#base.read(stream)).filter((event) => event.revision < first.revision && wanted(event))
      : [];
    const events = [...below, ...own.filter(wanted)];
    return (backwards ? events.reverse() : events).slice(0, limit);
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
    const seen = new Set<string>();
    for await (const name of this.#base.streams(category)) {
      seen.add(name);
      yield name;
    }
    for (const name of [...this.#streams.keys()])
      if (categoryOf(name) === category && !seen.has(name)) yield name;
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
