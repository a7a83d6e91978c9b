import type { OutgoingEvent } from '@cauce/contracts';
import { sha256 } from '@cauce/kernel';
import type {
  Checkpoints,
  LogFeed,
  Monotonic,
  OutgoingBatch,
  Publisher,
  StoreSubscription,
} from '@cauce/ports';
import { Loop, type Stoppable } from '../loop/loop.ts';

/** A part of the way from the log to the bus: its number, counted from 0, and how many there are. */
export interface RelayPart {
  readonly index: number;
  readonly count: number;
}

export interface RelayOptions {
  readonly feed: LogFeed;
  readonly checkpoints: Checkpoints;
  readonly publisher: Publisher;
  readonly monotonic: Monotonic;
  readonly part: RelayPart;
  /** Whether this process may still work. */
  readonly held: () => boolean;
  /** Told what goes wrong; it is tried again. */
  readonly tell: (problem: string) => void;
}

/** Events that gather at most while others are on their way: enough that each partition gets some dozens in one send. */
const MOST = 4_000;
const PAUSE_MS = 200;
/**
 * Batches that are not full begin at least so far apart: an event that comes alone goes at once, those that come close
 * together go together, for a batch costs the bus, its readers and the checkpoints the same whether it is of one event or
 * of ten. With a third of this, bringing a message to a provider cost a quarter more in all (bench `senders`).
 *
 * Only what is cleared for a channel that had nothing for so long does not wait: how much the others do must not make
 * it late (bench `isolation`).
 */
const PACE_MS = 60;

/** What was read together. */
interface Load {
  readonly batch: OutgoingBatch;
  /** How many events are in the batch. */
  count: number;
  /** Position of the last event that was read, in the batch or not. */
  last: string | null;
  /** Resolves when it waits for nothing more: it is full, or holds what does not wait. */
  readonly due: PromiseWithResolvers<void>;
  /** Resolves when it goes on its way. */
  readonly taken: PromiseWithResolvers<void>;
}

/** All parts of a way that is divided into so many. */
export const relayParts = (count: number): RelayPart[] =>
  Array.from({ length: count }, (_, index) => ({ index, count }));

/** What a part is called: where its checkpoint and its lease are kept. */
export const relayName = ({ index, count }: RelayPart): string => `relay-${index}-of-${count}`;

/** Whether a part brings events of a routing key. All events of one key go one way, or their order would be lost. */
export const bringsKey = ({ index, count }: RelayPart, key: string): boolean =>
  count === 1 || Number.parseInt(sha256(key).slice(0, 8), 16) % count === index;

/**
 * Brings the log to the bus, in its order. How far it came is written down after the bus has taken a batch, and only
 * where nobody else moved it: a relay that dies, or wakes up late, repeats and leaves nothing out.
 */
export class Relay implements Stoppable {
  private readonly loop: Loop;
  /** When something cleared for a channel last did not wait, in milliseconds of monotonic time. */
  private readonly hurried = new Map<string, number>();

  constructor(private readonly options: RelayOptions) {
    const { monotonic, part, checkpoints, tell } = options;
    this.loop = new Loop({
      monotonic,
      everyMs: PAUSE_MS,
      round: async (stopping) => this.follow(await checkpoints.get(relayName(part)), stopping),
      failed: (reason) => tell(`${relayName(part)}: ${reason}`),
    });
  }

  /** Resolves when the batch under way is settled. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  /**
   * Goes on after a position until it is stopped: while a batch is on its way, the next gathers. Rejects when
   * the bus did not take one, or somebody else has moved the checkpoint; the next round begins after what was kept.
   */
  private async follow(after: string | null, stopping: AbortSignal): Promise<undefined> {
    const { feed, monotonic } = this.options;
    const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
    stopping.addEventListener('abort', () => resolve(), { once: true });
    if (stopping.aborted) resolve();
    let reached = after;
    let gathered = this.nothing();
    let over = false;
    let underWay: Promise<void> | null = null;
    const bringAll = async (): Promise<void> => {
      while (gathered.last !== null && !stopping.aborted) {
        const pace = monotonic.wait(PACE_MS, stopping);
        const load = gathered;
        gathered = this.nothing();
        load.taken.resolve();
        await this.bring(load, reached);
        reached = load.last;
        await Promise.race([pace, gathered.due.promise]);
      }
      underWay = null;
    };
    const deliver = async (events: readonly OutgoingEvent[]): Promise<void> => {
      if (over) return;
      const load = gathered;
      this.gather(events, load);
      underWay ??= bringAll().catch((error) => {
        over = true;
        reject(error);
      });
      if (load.count < MOST) return;
      load.due.resolve();
      await Promise.race([load.taken.promise, ended]);
    };
    const subscription: StoreSubscription = feed.follow(after, deliver);
    try {
      await ended;
    } finally {
      await subscription.close();
      await underWay;
    }
  }

  private nothing(): Load {
    return {
      batch: this.options.publisher.batch(),
      count: 0,
      last: null,
      due: Promise.withResolvers<void>(),
      taken: Promise.withResolvers<void>(),
    };
  }

  private gather(events: readonly OutgoingEvent[], load: Load): void {
    for (const event of events) {
      load.last = event.position;
      if (!bringsKey(this.options.part, event.route.key)) continue;
      load.batch.add(event);
      load.count += 1;
      if (this.hurries(event)) load.due.resolve();
    }
  }

  /** Whether an event is cleared for a channel of which nothing has hurried for long enough. */
  private hurries({ route: { channel } }: OutgoingEvent): boolean {
    if (channel === undefined) return false;
    const now = this.options.monotonic.ms();
    if (now - (this.hurried.get(channel) ?? Number.NEGATIVE_INFINITY) < PACE_MS) return false;
    this.hurried.set(channel, now);
    return true;
  }

  private async bring({ batch, count, last }: Load, reached: string | null): Promise<void> {
    const { part, checkpoints, held } = this.options;
    if (!held()) throw new Error('the lease may be held by another');
    if (count > 0) await batch.publish();
    if (!(await checkpoints.set(relayName(part), String(last), reached)))
      throw new Error('somebody else has gone on; so this goes on from there');
  }
}
