import { clearedChannel, type RecordedEvent, routingKey } from '@cauce/contracts';
import type {
  Checkpoints,
  Consumer,
  EventStore,
  Outcome,
  RunningConsumer,
  Standstill,
  StoreSubscription,
} from '@cauce/ports';
import type { GroupWork } from '../bus/index.ts';
import { Progress } from './progress.ts';

/** Messages taken from the log and not yet finished; bounds memory, and how far one lane can hold up the rest. */
const MOST_UNDER_WAY = 4096;

/** One group's way through the log. */
export class LogConsumer implements RunningConsumer {
  private readonly progress: Progress;
  private readonly types: ReadonlySet<string>;
  private readonly subscription: StoreSubscription;
  private seen: string | null;
  private saved: string | null;
  private saving: Promise<void> = Promise.resolve();
  private readonly onSeen = new Set<() => void>();

  constructor(
    private readonly consumer: Consumer,
    store: EventStore,
    private readonly checkpoints: Checkpoints,
    private readonly work: GroupWork,
    checkpoint: string | null,
    private readonly onStop: () => void,
  ) {
    this.progress = new Progress(checkpoint);
    this.types = new Set(consumer.types);
    this.seen = checkpoint;
    this.saved = checkpoint;
    this.subscription = store.subscribe({ after: checkpoint }, (events) => this.take(events));
  }

  get standstill(): Standstill | null {
    return this.work.standstill;
  }

  wake(key: string, work: () => Promise<Outcome>, trace?: string): Promise<boolean> {
    return this.work.wake(key, work, trace);
  }

  unpark(key: string): Promise<void> {
    return this.work.unpark(key);
  }

  /** Resolves when everything up to a position has been handled, and nothing is under way. */
  async through(position: string | null): Promise<void> {
    while (!this.standstill && position !== null && (this.seen === null || this.seen < position)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.onSeen.add(resolve);
      await promise;
    }
    await this.work.below(1);
    if (this.standstill) throw this.standstill;
  }

  async stop(): Promise<void> {
    this.work.stop();
    await this.subscription.close();
    await this.work.below(1);
    await this.save();
    this.onStop();
  }

  /** Writes down how far everything is finished; after what an earlier call is still writing. */
  save(): Promise<void> {
    this.saving = this.saving.catch(() => {}).then(() => this.saveNow());
    return this.saving;
  }

  private async saveNow(): Promise<void> {
    const { group } = this.consumer;
    const { checkpoint } = this.progress;
    if (checkpoint === null || checkpoint === this.saved) return;
    const kept = await this.checkpoints.set(`bus:${group}`, checkpoint, this.saved);
    if (!kept) throw new Error(`the progress of ${group} was moved by somebody else`);
    this.saved = checkpoint;
  }

  private async take(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of this.standstill ? [] : events) {
      // A batch comes again when its progress could not be written down: what was taken of it is in the lanes.
      if (this.seen !== null && event.position <= this.seen) continue;
      if (this.wants(event)) this.push(event);
      else this.progress.pass(event.position);
      this.seen = event.position;
    }
    for (const wake of this.onSeen) wake();
    this.onSeen.clear();
    if (this.standstill) throw this.standstill;
    await this.work.below(MOST_UNDER_WAY);
    if (this.standstill) throw this.standstill;
    await this.save();
  }

  private push(event: RecordedEvent): void {
    const finished = this.progress.begin(event.position);
    void this.work.take({ key: routingKey(event), event: () => event }).then(finished);
  }

  private wants(event: RecordedEvent): boolean {
    const { channel } = this.consumer;
    const cleared = clearedChannel(event);
    return this.types.has(event.type) && (channel === undefined || cleared === null || cleared === channel);
  }
}
