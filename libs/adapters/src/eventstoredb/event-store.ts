import { NO_HASH, type OutgoingEvent, type RecordedEvent } from '@cauce/contracts';
import { RecentMap } from '@cauce/kernel';
import type {
  AppendResult,
  EventStore,
  LogFeed,
  Monotonic,
  Page,
  ReadAllOptions,
  ReadOptions,
  StoreSubscription,
  StreamAppend,
  StreamHead,
} from '@cauce/ports';
import { checkAppend } from '../shared/check-append.ts';
import { SharedReads } from '../shared/shared-reads.ts';
import { AppendLine } from './append-line.ts';
import { Appender } from './appender.ts';
import { Connection } from './connection.ts';
import { parseConnectionString } from './connection-string.ts';
import { follow } from './follow.ts';
import { eventOf, type LogEntry, outgoingEntry } from './log-entry.ts';
import { backwardsRequest } from './read-request.ts';
import { Reader } from './reader.ts';
import { StreamNames } from './stream-names.ts';
import { TurnQueue } from './turn-queue.ts';

export interface EventStoreDbSettings {
  /** See `parseConnectionString`. */
  readonly url: string;
  /** What the names of this log's streams begin with on the server: needed where others use it too. */
  readonly namespace?: string;
  readonly monotonic: Monotonic;
}

/** Streams of which a hash is kept, per generation (about 250 bytes each). */
const KNOWN_ENDS = 20_000;

type Head = Pick<StreamHead, 'revision' | 'hash'>;

const after = ({ expected, events }: StreamAppend): Head => {
  const last = events.at(-1);
  return last ? { revision: last.envelope.revision, hash: last.hash } : expected;
};

/**
 * The log in EventStoreDB or KurrentDB. An append over several streams looks at all their ends first, so that a stream
 * that has moved is noticed before anything is written; then it writes one after the other.
 */
export class EventStoreDbEventStore implements EventStore, LogFeed {
  readonly atomicAcrossStreams = false;
  readonly #connection: Connection;
  readonly #namespace: string;
  readonly #monotonic: Monotonic;
  readonly #stopping = new AbortController();
  readonly #line: AppendLine;
  readonly #reader: Reader;
  readonly #appender: Appender;
  readonly #names: StreamNames;
  /** What is appended to one stream here goes one by one, as it was asked for. */
  readonly #turns = new TurnQueue();
  /** The hash of the latest known revision of some streams: what stands at a revision never changes. */
  readonly #known = new RecentMap<Head>(KNOWN_ENDS);
  readonly #reads = new SharedReads<readonly RecordedEvent[]>();
  readonly #subscriptions = new Set<StoreSubscription>();
  readonly #atWork = new Set<Promise<AppendResult>>();
  #closed = false;

  private constructor({ url, namespace = '', monotonic }: EventStoreDbSettings) {
    const { signal } = this.#stopping;
    this.#connection = new Connection(parseConnectionString(url));
    this.#namespace = namespace;
    this.#monotonic = monotonic;
    this.#line = new AppendLine(this.#connection, monotonic);
    this.#reader = new Reader(this.#connection, namespace, monotonic, signal);
    this.#names = new StreamNames(this.#reader);
    const { line, reader } = { line: this.#line, reader: this.#reader };
    this.#appender = new Appender({ line, reader, namespace, monotonic, signal });
  }

  /** Opens the log. Throws ConnectionStringError; and where the server does not answer or let us read, saying why. */
  static async open(settings: EventStoreDbSettings): Promise<EventStoreDbEventStore> {
    const store = new EventStoreDbEventStore(settings);
    try {
      await store.#reader.once(backwardsRequest(null, 1));
      return store;
    } catch (error) {
      await store.close();
      const { name } = parseConnectionString(settings.url);
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`the event store at ${name} cannot be read: ${reason}`, { cause: error });
    }
  }

  async append(appends: readonly StreamAppend[]): Promise<AppendResult> {
    if (this.#closed) throw new Error('the log is closed');
    appends.forEach(checkAppend);
    const streams = [...new Set(appends.map(({ stream }) => stream))];
    const result = this.#turns.run(streams, () => this.#append(appends));
    this.#atWork.add(result);
    try {
      return await result;
    } finally {
      this.#atWork.delete(result);
    }
  }

  async #append(appends: readonly StreamAppend[]): Promise<AppendResult> {
    const conflict = await this.#conflict(appends);
    if (conflict !== undefined) return { ok: false, conflict };
    for (const append of appends) {
      if (append.events.length === 0) continue;
      if (!(await this.#appender.append(append))) return { ok: false, conflict: append.stream };
      this.#learn(append.stream, after(append));
    }
    return { ok: true };
  }

  #learn(stream: string, { revision, hash }: Head): void {
    if (revision > (this.#known.get(stream)?.revision ?? -1)) this.#known.set(stream, { revision, hash });
  }

  /**
   * The first stream that does not end where its append expects. The stream that is written first is left to the
   * server's own look at the revision, where the hash there is known: nothing is written before it.
   */
  async #conflict(appends: readonly StreamAppend[]): Promise<string | undefined> {
    const first = appends.find(({ events }) => events.length > 0);
    const looks = new Map<string, Promise<readonly [string, Head]>>();
    for (const append of appends) {
      const { stream, expected } = append;
      const look = async () => {
        const isLeft = append === first && this.#isKnown(append);
        return [stream, isLeft ? expected : await this.#end(append)] as const;
      };
      if (!looks.has(stream)) looks.set(stream, look());
    }
    const heads = new Map(await Promise.all(looks.values()));
    for (const append of appends) {
      const head = heads.get(append.stream);
      if (head?.revision !== append.expected.revision || head.hash !== append.expected.hash)
        return append.stream;
      heads.set(append.stream, after(append));
    }
    return undefined;
  }

  /** Whether an append expects a revision with the hash that it is known to have. */
  #isKnown({ stream, expected }: StreamAppend): boolean {
    const known = expected.revision < 0 ? { revision: -1, hash: NO_HASH } : this.#known.get(stream);
    return known?.revision === expected.revision && known.hash === expected.hash;
  }

  /** Where the stream of an append ends; where that is beyond what it expects, the event that came next will do. */
  async #end(append: StreamAppend): Promise<Head> {
    const { stream, expected } = append;
    if (!this.#isKnown(append)) return this.#reader.head(stream);
    const [next] = await this.read(stream, { from: expected.revision + 1, limit: 1 });
    return next ?? expected;
  }

  head(stream: string): Promise<StreamHead> {
    return this.#reader.head(stream);
  }

  async read(stream: string, options: ReadOptions = {}): Promise<readonly RecordedEvent[]> {
    const { from = '', backwards = false, limit = '' } = options;
    const range = `${stream} ${from} ${backwards} ${limit}`;
    const events = await this.#reads.read(range, () => this.#reader.read(stream, options));
    const last = events.at(backwards ? 0 : -1);
    if (last) this.#learn(stream, last);
    return events;
  }

  readAll(options: ReadAllOptions): Promise<Page> {
    return this.#reader.readAll(options);
  }

  end(): Promise<string | null> {
    return this.#reader.end();
  }

  streams(category: string): AsyncIterable<string> {
    return this.#names.of(category);
  }

  subscribe(
    options: Omit<ReadAllOptions, 'limit'> & { batch?: number },
    deliver: (events: readonly RecordedEvent[]) => Promise<void>,
  ): StoreSubscription {
    return this.#follow(options, eventOf, deliver);
  }

  follow(
    after: string | null,
    deliver: (events: readonly OutgoingEvent[]) => Promise<void>,
  ): StoreSubscription {
    return this.#follow({ after }, outgoingEntry, deliver);
  }

  #follow<T>(
    options: Omit<ReadAllOptions, 'limit'> & { batch?: number },
    take: (entry: LogEntry) => T,
    deliver: (events: readonly T[]) => Promise<void>,
  ): StoreSubscription {
    const parts = {
      connection: this.#connection,
      namespace: this.#namespace,
      filter: this.#reader.filter(options.categories),
      monotonic: this.#monotonic,
    };
    const subscription = follow(parts, options, take, deliver);
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /** Waits for the batches being delivered. An append that the server has not answered rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopping.abort();
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    await Promise.allSettled(this.#atWork);
    await this.#line.close();
    await this.#connection.dispose();
  }
}
