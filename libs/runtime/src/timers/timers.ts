import { instantText } from '@cauce/kernel';
import type { Clock, DueEntry, DueIndex, Outcome, RunningConsumer } from '@cauce/ports';

const BATCH = 1000;

/** Wakes a service for what is due. The work replaces or removes its entry; until it does, it comes again. */
export class Timers {
  /** How many could not be done when last tried: what stands still must not keep the rest from its turn. */
  private stuck = 0;

  constructor(
    private readonly owner: string,
    private readonly dueIndex: DueIndex,
    private readonly clock: Clock,
    private readonly consumer: RunningConsumer,
    private readonly work: (entry: DueEntry) => Promise<Outcome>,
  ) {}

  /** Runs everything due now, in order of instant and id; tells how much of it was done. */
  async fire(): Promise<number> {
    const entries = await this.dueIndex.due(this.owner, instantText(this.clock.now()), BATCH + this.stuck);
    const done = await Promise.all(
      entries.map((entry) => this.consumer.wake(entry.key, () => this.work(entry))),
    );
    const count = done.filter(Boolean).length;
    this.stuck = entries.length - count;
    return count;
  }
}
