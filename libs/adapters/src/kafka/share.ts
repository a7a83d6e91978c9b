import type { Monotonic } from '@cauce/ports';
import { Owned, type Place, type Standing } from './owned.ts';

/** How long work under way may hold up a division of the group's work anew, in milliseconds. */
export const HAND_OVER_MS = 10_000;

/** How long after partitions could not be taken over it is tried again, in milliseconds. */
export const AGAIN_MS = 1_000;

export interface ShareOptions {
  readonly monotonic: Monotonic;
  /** What an owner before left: how far it was, and which keys stand still. */
  readonly takeOver: () => Promise<readonly Standing[]>;
  /** Finishes what has begun, forgets the rest, and tells the broker of all of it. */
  readonly finish: () => Promise<void>;
  /** Aborted when this process leaves the group. */
  readonly ending: AbortSignal;
}

/** What a group gives to this process, from one division of the group's work to the next. */
export class Share {
  private now: Promise<Owned> = Promise.resolve(new Owned([], []));
  private handOver: 'none' | 'under way' | 'done' = 'none';

  constructor(private readonly options: ShareOptions) {}

  /** The partitions of this process; each division makes a new promise. Rejects where they could not be taken over. */
  get owned(): Promise<Owned> {
    return this.now;
  }

  /** The group has divided its work: these are the partitions of this process. */
  give(places: readonly Place[]): void {
    this.handOver = 'none';
    const taken = this.options.takeOver().then((standings) => new Owned(places, standings));
    this.now = taken;
    // Whoever awaits it hears of the failure.
    taken.catch(() => this.giveAgain(places, taken));
  }

  /** Where no message comes that fails for it, nothing else would have it tried again: timers would stand still. */
  private async giveAgain(places: readonly Place[], failed: Promise<Owned>): Promise<void> {
    const { monotonic, ending } = this.options;
    await monotonic.wait(AGAIN_MS, ending);
    if (this.isOpen(failed) && !ending.aborted) this.give(places);
  }

  /** Whether work may be begun on what was owned at some moment. */
  isOpen(owned: Promise<Owned>): boolean {
    return this.now === owned && !this.isClosed;
  }

  /** Whether everything was, or is being, handed over for a join that has not brought a new division yet. */
  get isClosed(): boolean {
    return this.handOver !== 'none';
  }

  /** Called before each join: begins to hand over, and says when that is done, or has taken too long. */
  handedOver(): boolean {
    if (this.handOver === 'none') {
      this.handOver = 'under way';
      const { monotonic, finish } = this.options;
      const over = new AbortController();
      void Promise.race([finish(), monotonic.wait(HAND_OVER_MS, over.signal)]).then(() => {
        over.abort();
        this.handOver = 'done';
      });
    }
    return this.handOver === 'done';
  }

  /** What this process may tell the broker of; null after the hand-over: the partitions are no longer its own. */
  async mine(): Promise<Owned | null> {
    const owned = await this.now.catch(() => null);
    return this.handOver === 'done' ? null : owned;
  }
}
