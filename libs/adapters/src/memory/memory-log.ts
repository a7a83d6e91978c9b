import { categoryOf, decodeEvent, type RecordedEvent } from '@cauce/contracts';
import type {
  AppendResult,
  Monotonic,
  Page,
  ReadAllOptions,
  StoreSubscription,
  StreamAppend,
  StreamHead,
} from '@cauce/ports';
import { checkAppend } from '../shared/check-append.ts';
import { placeOf, positionText } from '../shared/position.ts';
import { Signal } from '../shared/signal.ts';
import { subscribeTo } from '../shared/subscription.ts';

/** Events in the order in which they came, and by stream: what the stores in memory are made of. */
export abstract class MemoryLog {
  readonly atomicAcrossStreams = true;
  readonly appended = new Signal();
  readonly monotonic: Monotonic;
  protected readonly log: RecordedEvent[] = [];
  protected readonly byStream = new Map<string, RecordedEvent[]>();
  readonly #subscriptions = new Set<StoreSubscription>();
  readonly #before: string;
  #closed = false;

  /** `before`: what its positions begin with. */
  constructor(monotonic: Monotonic, before = '') {
    this.monotonic = monotonic;
    this.#before = before;
  }

  /** Throws for appends that no store may take. */
  protected check(appends: readonly StreamAppend[]): void {
    if (this.#closed) throw new Error('the log is closed');
    appends.forEach(checkAppend);
  }

  /** Appends where every stream is at the head expected. Nothing waits in here: nobody appends in between. */
  protected appendOn(
    appends: readonly StreamAppend[],
    headOf: (stream: string) => Pick<StreamHead, 'revision' | 'hash'>,
  ): AppendResult {
    const heads = new Map<string, Pick<StreamHead, 'revision' | 'hash'>>();
    for (const { stream, expected, events } of appends) {
      const head = heads.get(stream) ?? headOf(stream);
      if (head.revision !== expected.revision || head.hash !== expected.hash)
        return { ok: false, conflict: stream };
      const last = events.at(-1);
      heads.set(stream, last ? { revision: last.envelope.revision, hash: last.hash } : head);
    }
    for (const { stream, events } of appends) {
      for (const { bytes, hash } of events) {
        const event = decodeEvent(bytes, this.#before + positionText(this.log.length + 1), hash);
        this.log.push(event);
        this.byStream.getOrInsertComputed(stream, () => []).push(event);
      }
    }
    this.appended.fire();
    return { ok: true };
  }

  async readAll({ after, limit, categories }: ReadAllOptions): Promise<Page> {
    const events: RecordedEvent[] = [];
    let place = placeOf(after === null ? null : after.slice(this.#before.length));
    for (; place < this.log.length && events.length < limit; place += 1) {
      const event = this.log[place];
      if (event && (!categories || categories.includes(categoryOf(event.stream)))) events.push(event);
    }
    return { events, next: events.at(-1)?.position ?? after, atEnd: place >= this.log.length };
  }

  async end(): Promise<string | null> {
    return this.log.at(-1)?.position ?? null;
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
