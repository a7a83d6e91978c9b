import { instantText } from '@cauce/kernel';
import type { Clock, DueEntry, DueIndex, Outcome, RunningConsumer } from '@cauce/ports';

const BATCH = 1000;

/** Which of the entries of one key that are due at one instant goes first: the lowest. */
export type Rank = (entry: DueEntry) => Promise<number>;

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
    private readonly rank: Rank | null,
  ) {}

  /** Runs everything due now, in order of instant, rank and id; tells how much of it was done. */
  async fire(): Promise<number> {
    const entries = await this.ranked(await this.due(BATCH + this.stuck));
    const done = await Promise.all(
      entries.map((entry) => this.consumer.wake(entry.key, () => this.work(entry), entry.trace)),
    );
    const count = done.filter(Boolean).length;
    this.stuck = entries.length - count;
    return count;
  }

  /** Some of what is due: never a part of what competes. */
  private async due(limit: number): Promise<readonly DueEntry[]> {
    const entries = await this.dueIndex.due(this.owner, instantText(this.clock.now()), limit);
    const last = entries.at(-1);
    if (this.rank === null || !last || entries.length < limit) return entries;
    const whole = entries.filter((entry) => contest(entry) !== contest(last));
    return whole.length > 0 ? whole : this.due(limit * 2);
  }

  private async ranked(entries: readonly DueEntry[]): Promise<readonly DueEntry[]> {
    const { rank } = this;
    if (rank === null) return entries;
    const contests = [...Map.groupBy(entries, contest).values()];
    const ordered = contests.map(async (some) => {
      if (some.length === 1) return some;
      const ranks = new Map(
        await Promise.all(some.map(async (entry) => [entry, await rank(entry)] as const)),
      );
      return some.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
    });
    return (await Promise.all(ordered)).flat();
  }
}

/** Entries of one key that are due at one instant. */
const contest = ({ dueAt, key }: DueEntry): string => `${dueAt}|${key}`;
