import { type EventEnvelope, encodeEvent, type RecordedEvent } from '@cauce/contracts';
import { instantOfMs, type Uuid } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import { placeOf, positionText } from '../../shared/position.ts';
import { TurnQueue } from '../turn-queue.ts';

/** An event as a client proposes it. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  /** What the client wrote beside it. */
  readonly metadata?: Uint8Array;
}

/** An event as the double keeps it. */
export interface Kept extends Proposed {
  readonly metadata: Uint8Array;
  readonly stream: string;
  readonly revision: number;
  /** Its byte in an imagined transaction log: gaps, and numbers whose digits grow. */
  readonly offset: bigint;
  /** The answer that brings it, put into bytes when it was first asked for. */
  reply?: Buffer;
}

export type Expected = number | 'any' | 'exists';
export type Appended =
  | { readonly ok: true; readonly revision: number }
  | { readonly ok: false; readonly revision: number };

const BYTES_PER_EVENT = 977n;
/** Appends after which the server writes something of its own. */
const STATISTICS_INTERVAL = 7;
const PAGE = 500;

const offsetOf = (place: number): bigint => BigInt(place) * BYTES_PER_EVENT;
/** The last place whose event lies before an offset. */
const placeBefore = (offset: bigint): number => Number((offset + BYTES_PER_EVENT - 1n) / BYTES_PER_EVENT) - 1;

/** What the double wraps into an event of a store of ours. */
interface Wrapped {
  readonly id: string;
  readonly contentType: string;
  readonly body: string;
  readonly metadata?: string;
  /** Made when it was first read: a store in memory gives the same event each time. */
  kept?: Kept;
}

/**
 * An event of a store of ours, unwrapped where it is looked at: bytes of a long log that were kept for each would make
 * every collection of garbage longer, and those more frequent.
 */
class Unwrapped implements Kept {
  reply?: Buffer;
  readonly #event: RecordedEvent;

  constructor(event: RecordedEvent) {
    this.#event = event;
  }

  get id(): string {
    return this.#wrapped.id;
  }

  get stream(): string {
    return this.#event.stream;
  }

  get revision(): number {
    return this.#event.revision;
  }

  get type(): string {
    return this.#event.type;
  }

  get contentType(): string {
    return this.#wrapped.contentType;
  }

  get data(): Buffer {
    return Buffer.from(this.#wrapped.body, 'base64');
  }

  get metadata(): Buffer {
    return Buffer.from(this.#wrapped.metadata ?? '', 'base64');
  }

  get offset(): bigint {
    return offsetOf(placeOf(this.#event.position));
  }

  get #wrapped(): Wrapped {
    return this.#event.data as Wrapped;
  }
}

const keptOf = (event: RecordedEvent): Kept => {
  const wrapped = event.data as Wrapped;
  wrapped.kept ??= new Unwrapped(event);
  return wrapped.kept;
};

/** The double's log: what clients propose, wrapped into events of a store of ours. */
export class DoubleLog {
  readonly #store: EventStore;
  readonly #turns = new TurnQueue();
  #appends = 0;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** Appends to a stream one by one. With `repeats`, known ids after the expected revision are taken for a repetition. */
  async append(
    stream: string,
    expected: Expected,
    events: readonly Proposed[],
    repeats: boolean,
  ): Promise<Appended> {
    const statistics = this.#appends % STATISTICS_INTERVAL === 0;
    this.#appends += 1;
    const [, appended] = await Promise.all([
      statistics ? this.#inTurn('$stats-double', 'any', [STATISTICS], false) : undefined,
      this.#inTurn(stream, expected, events, repeats),
    ]);
    return appended;
  }

  #inTurn(...append: Parameters<DoubleLog['append']>): Promise<Appended> {
    return this.#turns.run([append[0]], () => this.#write(...append));
  }

  async #write(
    stream: string,
    expected: Expected,
    events: readonly Proposed[],
    repeats: boolean,
  ): Promise<Appended> {
    const head = await this.#store.head(stream);
    const follows =
      expected === 'any' || (expected === 'exists' ? head.revision >= 0 : expected === head.revision);
    if (!follows) {
      const known =
        repeats && typeof expected === 'number' && (await this.#isThere(stream, expected, events));
      return known
        ? { ok: true, revision: Number(expected) + events.length }
        : { ok: false, revision: head.revision };
    }
    let { revision, hash: prev } = head;
    const encoded = events.map((event) => {
      revision += 1;
      const one = encodeEvent(this.#wrapped(stream, revision, event, prev));
      prev = one.hash;
      return one;
    });
    const result = await this.#store.append([{ stream, expected: head, events: encoded }]);
    if (!result.ok) throw new Error('somebody else wrote to the store of the double');
    return { ok: true, revision };
  }

  #wrapped(stream: string, revision: number, event: Proposed, prev: string): EventEnvelope {
    const id = event.id as Uuid;
    const at = instantOfMs(Date.now());
    const { contentType, metadata = [] } = event;
    const body = Buffer.from(event.data).toString('base64');
    const data = { id, contentType, body, metadata: Buffer.from(metadata).toString('base64') };
    const cause = { actor: 'policy:double', causationId: id, correlationId: id } as const;
    const place = { id, stream, revision, type: event.type, version: 1 };
    return { ...place, data, sealed: [], recordedAt: at, effectiveAt: at, ...cause, prev };
  }

  async #isThere(stream: string, expected: number, events: readonly Proposed[]): Promise<boolean> {
    const there = await this.stream(stream, { from: expected + 1, limit: events.length });
    return there.length === events.length && there.every(({ id }, n) => id === events[n]?.id);
  }

  async stream(
    name: string,
    range: { readonly from?: number; readonly backwards?: boolean; readonly limit?: number },
  ): Promise<Kept[]> {
    return (await this.#store.read(name, range)).map(keptOf);
  }

  /** All events from an offset on, itself included. */
  async *from(offset: bigint): AsyncGenerator<Kept> {
    for (let after: string | null = positionText(Math.max(placeBefore(offset), 0)), atEnd = false; !atEnd; ) {
      const page = await this.#store.readAll({ after, limit: PAGE });
      for (const event of page.events) yield keptOf(event);
      ({ next: after, atEnd } = page);
    }
  }

  /** All events before an offset, the last one first; before the end where there is none. */
  async *backwards(before?: bigint): AsyncGenerator<Kept> {
    const last = before === undefined ? placeOf(await this.#store.end()) : placeBefore(before);
    for (let place = last; place > 0; place -= PAGE) {
      const first = Math.max(place - PAGE, 0);
      const page = await this.#store.readAll({ after: positionText(first), limit: place - first });
      for (const event of page.events.toReversed()) yield keptOf(event);
    }
  }

  /** Hands over every event after an offset and all that come; gives back how to stop. */
  follow(offset: bigint, take: (event: Kept) => Promise<void>): () => Promise<void> {
    const after = positionText(Math.max(placeBefore(offset + 1n), 0));
    const subscription = this.#store.subscribe({ after, batch: 64 }, async (events) => {
      for (const event of events) await take(keptOf(event));
    });
    return () => subscription.close();
  }

  /** The offset of the last event, 0 of an empty log. */
  async end(): Promise<bigint> {
    return offsetOf(placeOf(await this.#store.end()));
  }
}

const STATISTICS: Proposed = {
  id: '00000000-0000-4000-8000-000000000000',
  type: '$statsCollected',
  contentType: 'application/json',
  data: Buffer.from('{}'),
};
