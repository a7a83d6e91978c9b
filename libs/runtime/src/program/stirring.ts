import type { Monotonic } from '@cauce/ports';
import { Loop, type Stoppable } from '../loop/loop.ts';
import type { Work } from './work.ts';

const EVERY_MS = 1_000;

/** Stirs a program's work every second; a failure is told once, and said until it goes well again. */
export class Stirring implements Stoppable {
  private readonly loop: Loop;
  failure: string | null = null;

  constructor(work: Work, monotonic: Monotonic, tell: (problem: string) => void) {
    this.loop = new Loop({
      monotonic,
      everyMs: EVERY_MS,
      round: async () => {
        const stirred = await work.stir();
        this.failure = null;
        // There may be more of what was due: it is looked at again without a pause, but not without a turn for others.
        return stirred > 0 ? 0 : undefined;
      },
      failed: (failure) => {
        if (failure !== this.failure) tell(failure);
        this.failure = failure;
      },
    });
  }

  /** Looks no more, and waits for the look under way. */
  stop(): Promise<void> {
    return this.loop.stop();
  }
}
