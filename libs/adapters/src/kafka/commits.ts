import type { Monotonic } from '@cauce/ports';
import type { EachBatchPayload } from 'kafkajs';
import type { Share } from './share.ts';

/** How often the broker is told how far the group is, in milliseconds: what is done again after a death. */
export const COMMIT_MS = 200;

/** Tells the broker how far this process is in its share of a group. */
export class Commits {
  /** Tells the broker once; the client's own way tries again for long, when the partitions may be another's by then. */
  tell: EachBatchPayload['commitOffsetsIfNecessary'] = async () => {};
  private telling: Promise<void> = Promise.resolve();
  private due = false;

  constructor(
    private readonly share: Pick<Share, 'mine'>,
    private readonly monotonic: Monotonic,
    private readonly ending: AbortSignal,
  ) {}

  /** Tells it; after what an earlier call is still telling. */
  now(): Promise<void> {
    this.telling = this.telling.then(() => this.tellAll());
    return this.telling;
  }

  /** Tells it in a while, with what is finished by then, unless the end comes before. */
  soon(): void {
    if (this.due || this.ending.aborted) return;
    this.due = true;
    void this.monotonic.wait(COMMIT_MS, this.ending).then(() => {
      this.due = false;
      return this.now();
    });
  }

  private async tellAll(): Promise<void> {
    const owned = await this.share.mine();
    const standings = owned?.toCommit() ?? [];
    if (standings.length === 0) return;
    try {
      await this.tell({
        topics: standings.map(({ topic, ...partition }) => ({ topic, partitions: [partition] })),
      });
      owned?.told(standings);
    } catch {
      // The group has gone on without us, or the broker is away: what is not told is told later, or done again.
      this.soon();
    }
  }
}
