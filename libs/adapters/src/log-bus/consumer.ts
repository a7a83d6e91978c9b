import { type RecordedEvent, routingKey } from '@cauce/contracts';
import type {
  Checkpoints,
  Consumer,
  EventStore,
  Outcome,
  RunningConsumer,
  StoreSubscription,
} from '@cauce/ports';
import { Lanes } from './lanes.ts';
import type { Parking } from './parking.ts';
import { Progress } from './progress.ts';

const DEFAULT_CONCURRENCY = 64;
/** Messages taken from the log and not yet finished; bounds memory, and how far one lane can hold up the rest. */
const MOST_UNDER_WAY = 4096;

/** One group's way through the log. */
export class LogConsumer implements RunningConsumer {
  private readonly lanes: Lanes;
  private readonly progress: Progress;
  private readonly types: ReadonlySet<string>;
  private readonly subscription: StoreSubscription;
  private seen: string | null;
  private saved: string | null;
  private saving: Promise<void> = Promise.resolve();
  private stopped = false;
  private readonly onSeen = new Set<() => void>();

  constructor(
    private readonly consumer: Consumer,
    private readonly store: EventStore,
    private readonly checkpoints: Checkpoints,
    private readonly parking: Parking,
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
    if (this.stopped || this.parking.has(this.group, key)) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.lanes.push(key, async () => {
      if (this.parking.has(this.group, key)) return resolve(false);
      const reason = failureOf(await this.attempt(work));
      if (reason !== null) this.onFailure(this.group, key, reason);
      resolve(reason === null);
    });
    return promise;
  }

  /** Resolves when everything up to a position has been handled, and nothing is under way. */
  async through(position: string | null): Promise<void> {
    while (position !== null && (this.seen === null || this.seen < position)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.onSeen.add(resolve);
      await promise;
    }
    await this.lanes.below(1);
  }

  async drain(key: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.lanes.push(key, async () => {
      await this.drainLane(key);
      resolve();
    });
    await promise;
  }

  async stop(): Promise<void> {
    this.stopped = true;
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
    for (const event of events) {
      // A batch comes again when its progress could not be written down: what was taken of it is in the lanes.
      if (this.seen !== null && event.position <= this.seen) continue;
      if (this.types.has(event.type)) this.push(event);
      else this.progress.pass(event.position);
      this.seen = event.position;
    }
    for (const wake of this.onSeen) wake();
    this.onSeen.clear();
    await this.lanes.below(MOST_UNDER_WAY);
    await this.save();
  }

  private push(event: RecordedEvent): void {
    const finished = this.progress.begin(event.position);
    const key = routingKey(event);
    this.lanes.push(key, async () => {
      await this.handle(key, event);
      finished();
    });
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
