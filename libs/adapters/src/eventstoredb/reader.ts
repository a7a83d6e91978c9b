import { NO_HASH, type RecordedEvent } from '@cauce/contracts';
import type { Monotonic, Page, ReadAllOptions, ReadOptions, StreamHead } from '@cauce/ports';
import type { Connection } from './connection.ts';
import { entryOf, eventOf, isOf, type LogEntry } from './log-entry.ts';
import type { ReadReply } from './read-reply.ts';
import {
  backwardsRequest,
  logRequest,
  type NameFilter,
  NOT_OF_THE_SERVER,
  streamRequest,
} from './read-request.ts';
import { BackOff, mayPass } from './retry.ts';

/** Entries asked for at once when the end of the log is looked for. */
const ENTRIES_PER_PAGE = 500;

/** Reads streams and the log, over outages. Throws UnavailableError where one does not end. */
export class Reader {
  readonly #connection: Connection;
  readonly #namespace: string;
  readonly #monotonic: Monotonic;
  readonly #signal: AbortSignal;

  constructor(connection: Connection, namespace: string, monotonic: Monotonic, signal: AbortSignal) {
    this.#connection = connection;
    this.#namespace = namespace;
    this.#monotonic = monotonic;
    this.#signal = signal;
  }

  /** One read, without trying again. */
  async once(request: Uint8Array): Promise<LogEntry[]> {
    const call = await this.#connection.read(request, true);
    const { promise, resolve, reject } = Promise.withResolvers<readonly ReadReply[]>();
    const replies: ReadReply[] = [];
    call.on('data', (reply) => replies.push(reply));
    call.on('error', reject);
    call.on('end', () => resolve(replies));
    return (await promise).flatMap((reply) => entryOf(reply, this.#namespace) ?? []);
  }

  async #entries(request: Uint8Array): Promise<LogEntry[]> {
    const backOff = new BackOff(this.#monotonic);
    for (;;) {
      if (this.#signal.aborted) throw new Error('the log is closed');
      try {
        return await this.once(request);
      } catch (error) {
        if (!mayPass(error)) throw error;
        await backOff.waitPatiently(this.#signal, error);
      }
    }
  }

  /** At most `count` entries of a stream, from a revision on. */
  stream(name: string, from: number, count: number): Promise<LogEntry[]> {
    return this.#entries(streamRequest(this.#namespace + name, { from, backwards: false, count }));
  }

  async read(
    name: string,
    { from, backwards = false, limit = Number.MAX_SAFE_INTEGER }: ReadOptions,
  ): Promise<readonly RecordedEvent[]> {
    if (limit === 0) return [];
    const range = { backwards, count: limit, ...(from === undefined ? {} : { from }) };
    return (await this.#entries(streamRequest(this.#namespace + name, range))).map(eventOf);
  }

  async head(name: string): Promise<StreamHead> {
    const [last] = await this.read(name, { backwards: true, limit: 1 });
    return last
      ? { revision: last.revision, hash: last.hash, recordedAt: last.recordedAt }
      : { revision: -1, hash: NO_HASH, recordedAt: null };
  }

  async readAll({ after, limit, categories }: ReadAllOptions): Promise<Page> {
    const events: RecordedEvent[] = [];
    let position = after;
    while (events.length < limit) {
      // One more than wanted: a read begins with the event at its position, which is known already.
      const count = limit - events.length + 1;
      const entries = await this.#entries(logRequest(this.filter(categories), position, count));
      for (const entry of entries) {
        if (position !== null && entry.position <= position) continue;
        position = entry.position;
        if (isOf(entry, categories)) events.push(eventOf(entry));
        if (events.length === limit) break;
      }
      if (entries.length < count) {
        return { events, next: events.at(-1)?.position ?? after, atEnd: true };
      }
    }
    return { events, next: events.at(-1)?.position ?? after, atEnd: false };
  }

  /** Position of the last event; before it may stand what the server wrote, or whoever else uses it. */
  async end(): Promise<string | null> {
    for (let before: string | null = null, count = 1; ; count = Math.min(count * 8, ENTRIES_PER_PAGE)) {
      const entries = await this.#entries(backwardsRequest(before, count));
      const last = entries.find(({ ours }) => ours);
      if (last) return last.position;
      if (entries.length < count) return null;
      before = entries.at(-1)?.position ?? null;
    }
  }

  /** What the server shall send of the log; it may be more than wanted, as "debt" also begins "debtor". */
  filter(categories?: readonly string[]): NameFilter {
    if (categories) return { prefixes: categories.map((one) => this.#namespace + one) };
    return this.#namespace === '' ? NOT_OF_THE_SERVER : { prefixes: [this.#namespace] };
  }
}
