import type { RecordedEvent } from '@cauce/contracts';
import {
  type Consumer,
  type EventStore,
  isStandstill,
  type Monotonic,
  type Outcome,
  type Standstill,
} from '@cauce/ports';
import { Lanes } from './lanes.ts';
import type { Parking } from './parking.ts';

const DEFAULT_CONCURRENCY = 64;
/** How often it is tried whether a standstill is over, in milliseconds. */
const TRY_AGAIN_MS = 5_000;

/** Told when a key parks itself, or a timer's work fails; `trace`: the `traceparent` of what failed. */
export type OnFailure = (group: string, key: string, reason: string, trace?: string) => void;

/** A message as it waits for its turn. */
export interface Taken {
  /** The routing key of its event. */
  readonly key: string;
  /** Its event, asked for when its turn comes, until which its bytes may do; null of a message that holds none. */
  readonly event: () => RecordedEvent | null;
  /** What its event continues; left out, the trace of the event. */
  readonly trace?: string | undefined;
}

export interface GroupWorkOptions {
  readonly consumer: Consumer;
  readonly store: Pick<EventStore, 'read'>;
  readonly parking: Parking;
  readonly monotonic: Monotonic;
  readonly onFailure: OnFailure;
}

/** What one process does for one group, wherever its messages come from: lanes by key, and keys that stand still. */
export class GroupWork {
  readonly group: string;
  private readonly lanes: Lanes;
  private readonly stopping = new AbortController();
  /** Why nothing can be handled: what was tried waits first in its lane, until that is over. */
  private reason: Standstill | null = null;
  private trying: Promise<void> | null = null;
  /** Ends the wait of work that is in a lane and has not begun. */
  private readonly queued = new Set<(reason: unknown) => void>();
  /** Messages taken before the last `drop` are not handled, unless they have begun. */
  private round = 0;

  constructor(private readonly options: GroupWorkOptions) {
    this.group = options.consumer.group;
    this.lanes = new Lanes(options.consumer.concurrency ?? DEFAULT_CONCURRENCY);
  }

  get standstill(): Standstill | null {
    return this.reason;
  }

  /** Resolves once fewer than so many pieces of work are waiting or under way, or all that are left stand still. */
  below(count: number): Promise<void> {
    return this.lanes.below(count);
  }

  /** Takes no more work of timers, and tries no longer whether a standstill is over. */
  stop(): void {
    this.stopping.abort();
  }

  /** Forgets the messages that have not begun; resolves when those that have are over. */
  async drop(): Promise<void> {
    this.round += 1;
    this.goOn();
    await this.lanes.below(1);
  }

  /** Handles a message in its key's lane, or lets it wait with its parked key; false when it was dropped. */
  take({ key, event, trace }: Taken): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const { round } = this;
    let refused = false;
    this.lanes.push(key, async () => {
      const wanted = round === this.round;
      try {
        const found = wanted ? event() : null;
        if (found) await this.handle(key, found, trace);
      } catch (error) {
        // What else goes wrong beside the handler ends the process by an unhandled rejection, before the message counts.
        if (!isStandstill(error)) throw error;
        refused = true;
        this.standStill(error);
        return false;
      }
      resolve(wanted);
      if (wanted && refused) this.goOn();
      return true;
    });
    return promise;
  }

  /** The port's `wake`. */
  async wake(key: string, work: () => Promise<Outcome>, trace?: string): Promise<boolean> {
    const { parking, onFailure } = this.options;
    if (this.stopping.signal.aborted || parking.has(this.group, key)) return false;
    let done = false;
    await this.inLane(key, async () => {
      if (parking.has(this.group, key)) return;
      const reason = failureOf(await this.attempt(work));
      if (reason !== null) onFailure(this.group, key, reason, trace);
      done = reason === null;
    });
    return done;
  }

  /** Handles what waits with a parked key, in order, until something fails again. Throws at a standstill. */
  unpark(key: string): Promise<void> {
    return this.inLane(key, () => this.replay(key));
  }

  /** Does work in a key's lane; at a standstill it does not wait behind a message that does, but throws. */
  private inLane(key: string, work: () => Promise<void>): Promise<void> {
    if (this.reason) return Promise.reject(this.reason);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.queued.add(reject);
    this.lanes.push(key, async () => {
      if (this.queued.delete(reject)) await work().then(resolve, reject);
      return true;
    });
    return promise;
  }

  private standStill(reason: Standstill): void {
    this.reason = reason;
    for (const giveUp of this.queued) giveUp(reason);
    this.queued.clear();
    this.trying ??= this.tryAgain().finally(() => {
      this.trying = null;
    });
  }

  /** What was tried has been handled, or is forgotten: every lane may go on. */
  private goOn(): void {
    this.reason = null;
    this.lanes.resume(Number.POSITIVE_INFINITY);
  }

  /** Lets one lane try whether the standstill is over, from time to time. */
  private async tryAgain(): Promise<void> {
    const { signal } = this.stopping;
    while (this.reason && !signal.aborted) {
      await this.options.monotonic.wait(TRY_AGAIN_MS, signal);
      if (!signal.aborted) this.lanes.resume(1);
    }
  }

  private async handle(key: string, event: RecordedEvent, trace: string | undefined): Promise<void> {
    const { parking } = this.options;
    if (parking.has(this.group, key)) await parking.add(this.group, key, event);
    else await this.handleOrPark(key, event, trace);
  }

  /** Whether the message was handled. */
  private async handleOrPark(key: string, event: RecordedEvent, trace = event.trace): Promise<boolean> {
    const { consumer, parking, onFailure } = this.options;
    const reason = failureOf(await this.attempt(() => consumer.handle(event, trace)));
    if (reason === null) return true;
    await parking.add(this.group, key, event, reason);
    onFailure(this.group, key, reason, trace);
    return false;
  }

  private async replay(key: string): Promise<void> {
    const { parking, store } = this.options;
    const next = () => parking.first(this.group, key);
    for (let first = next(); first; first = next()) {
      const [event] = await store.read(first.stream, { from: first.revision, limit: 1 });
      if (event && !(await this.handleOrPark(key, event))) return;
      await parking.shift(this.group, key);
    }
  }

  private async attempt(work: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await work();
    } catch (error) {
      // Not the message's fault, and every other one's fate: nothing is parked for it.
      if (isStandstill(error)) throw error;
      return {
        kind: 'poison',
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      };
    }
  }
}

const failureOf = (outcome: Outcome): string | null => {
  if (outcome.kind === 'park') return outcome.reason;
  return outcome.kind === 'poison' ? outcome.error : null;
};
