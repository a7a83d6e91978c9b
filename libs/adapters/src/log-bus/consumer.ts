import { type RecordedEvent, routingKey } from '@cauce/contracts';
import {
  type Checkpoints,
  type Consumer,
  type EventStore,
  type Monotonic,
  type Outcome,
  type RunningConsumer,
  StorageFullError,
  type StoreSubscription,
} from '@cauce/ports';
import { Lanes } from './lanes.ts';
import type { Parking } from './parking.ts';
import { Progress } from './progress.ts';

const DEFAULT_CONCURRENCY = 64;
/** Messages taken from the log and not yet finished; bounds memory, and how far one lane can hold up the rest. */
const MOST_UNDER_WAY = 4096;
/** How often it is tried whether a full disk has room again, in milliseconds. */
const LOOK_FOR_ROOM_MS = 5_000;

/** One group's way through the log. */
export class LogConsumer implements RunningConsumer {
  private readonly lanes: Lanes;
  private readonly progress: Progress;
  private readonly types: ReadonlySet<string>;
  private readonly subscription: StoreSubscription;
  private seen: string | null;
  private saved: string | null;
  private saving: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  /** The disk is full: what could not be handled for it waits first in its lane, until there is room. */
  full: StorageFullError | null = null;
  private looking: Promise<void> | null = null;
  /** Ends the wait of work that is in a lane and has not begun. */
  private readonly queued = new Set<(reason: unknown) => void>();
  private readonly onSeen = new Set<() => void>();

  constructor(
    private readonly consumer: Consumer,
    private readonly store: EventStore,
    private readonly checkpoints: Checkpoints,
    private readonly parking: Parking,
    private readonly monotonic: Monotonic,
    private readonly onFailure: (group: string, key: string, reason: string) => void,
    checkpoint: string | null,
    private readonly onStop: () => void,
  ) {
    this.lanes = new Lanes(consumer.concurrency ?? DEFAULT_CONCURRENCY);
    this.progress = new Progress(checkpoint);
    this.types = new Set(consumer.types);
    this.seen = checkpoint;
    this.saved = checkpoint;
    this.subscription = store.subscribe({ after: checkpoint }, (events) => this.take(events));
  }

  get group(): string {
    return this.consumer.group;
  }

  async wake(key: string, work: () => Promise<Outcome>): Promise<boolean> {
    if (this.stopping.signal.aborted || this.parking.has(this.group, key)) return false;
    let done = false;
    await this.inLane(key, async () => {
      if (this.parking.has(this.group, key)) return;
      const reason = failureOf(await this.attempt(work));
      if (reason !== null) this.onFailure(this.group, key, reason);
      done = reason === null;
    });
    return done;
  }

  /** Resolves when everything up to a position has been handled, and nothing is under way. */
  async through(position: string | null): Promise<void> {
    while (!this.full && position !== null && (this.seen === null || this.seen < position)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.onSeen.add(resolve);
      await promise;
    }
    await this.lanes.below(1);
    if (this.full) throw this.full;
  }

  async drain(key: string): Promise<void> {
    await this.inLane(key, () => this.drainLane(key));
  }

  /** Does work in a key's lane; it does not wait for room behind a message that does, but throws. */
  private inLane(key: string, work: () => Promise<void>): Promise<void> {
    if (this.full) return Promise.reject(this.full);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.queued.add(reject);
    this.lanes.push(key, async () => {
      if (this.queued.delete(reject)) await work().then(resolve, reject);
      return true;
    });
    return promise;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.subscription.close();
    await this.lanes.below(1);
    await this.save();
    this.onStop();
  }

  /** Writes down how far everything is finished; after what an earlier call is still writing. */
  save(): Promise<void> {
    this.saving = this.saving.catch(() => {}).then(() => this.saveNow());
    return this.saving;
  }

  private async saveNow(): Promise<void> {
    const { checkpoint } = this.progress;
    if (checkpoint === null || checkpoint === this.saved) return;
    const kept = await this.checkpoints.set(`bus:${this.group}`, checkpoint, this.saved);
    if (!kept) throw new Error(`the progress of ${this.group} was moved by somebody else`);
    this.saved = checkpoint;
  }

  private async take(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of this.full ? [] : events) {
      // A batch comes again when its progress could not be written down: what was taken of it is in the lanes.
      if (this.seen !== null && event.position <= this.seen) continue;
      if (this.types.has(event.type)) this.push(event);
      else this.progress.pass(event.position);
      this.seen = event.position;
    }
    for (const wake of this.onSeen) wake();
    this.onSeen.clear();
    if (this.full) throw this.full;
    await this.lanes.below(MOST_UNDER_WAY);
    if (this.full) throw this.full;
    await this.save();
  }

  private push(event: RecordedEvent): void {
    const finished = this.progress.begin(event.position);
    const key = routingKey(event);
    let refused = false;
    this.lanes.push(key, async () => {
      try {
        await this.handle(key, event);
      } catch (error) {
        // What else goes wrong beside the handler ends the process by an unhandled rejection, before the message counts.
        if (!(error instanceof StorageFullError)) throw error;
        refused = true;
        this.standStill(error);
        return false;
      }
      finished();
      if (refused) this.goOn();
      return true;
    });
  }

  private standStill(full: StorageFullError): void {
    this.full = full;
    for (const giveUp of this.queued) giveUp(full);
    this.queued.clear();
    this.looking ??= this.lookForRoom().finally(() => {
      this.looking = null;
    });
  }

  /** What found no room has been handled: there is some. */
  private goOn(): void {
    this.full = null;
    this.lanes.resume(Number.POSITIVE_INFINITY);
  }

  /** Lets one lane try whether there is room, from time to time, for as long as there is none. */
  private async lookForRoom(): Promise<void> {
    const { signal } = this.stopping;
    while (this.full && !signal.aborted) {
      await this.monotonic.wait(LOOK_FOR_ROOM_MS, signal);
      if (!signal.aborted) this.lanes.resume(1);
    }
  }

  private async handle(key: string, event: RecordedEvent): Promise<void> {
    if (this.parking.has(this.group, key)) {
      await this.parking.add(this.group, key, event);
      return;
    }
    const reason = failureOf(await this.attempt(() => this.consumer.handle(event)));
    if (reason === null) return;
    await this.parking.add(this.group, key, event, reason);
    this.onFailure(this.group, key, reason);
  }

  private async drainLane(key: string): Promise<void> {
    for (
      let first = this.parking.first(this.group, key);
      first;
      first = this.parking.first(this.group, key)
    ) {
      const [event] = await this.store.read(first.stream, { from: first.revision, limit: 1 });
      if (event) {
        const waiting = event;
        const reason = failureOf(await this.attempt(() => this.consumer.handle(waiting)));
        if (reason !== null) {
          await this.parking.add(this.group, key, event, reason);
          this.onFailure(this.group, key, reason);
          return;
        }
      }
      await this.parking.shift(this.group, key);
    }
  }

  private async attempt(work: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await work();
    } catch (error) {
      // Not the message's fault, and every other one's fate: nothing is parked for it.
      if (error instanceof StorageFullError) throw error;
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
