import type { Monotonic } from '@cauce/ports';
import type { Work } from './work.ts';

const EVERY_MS = 1_000;

/** Stirs a program's work every second; a failure is told once, and said until it goes well again. */
export class Stirring {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  failure: string | null = null;

  constructor(
    private readonly work: Work,
    private readonly monotonic: Monotonic,
    private readonly tell: (problem: string) => void,
  ) {
    this.running = this.run();
  }

  /** Looks no more, and waits for the look under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const stirred = await this.stir();
      // There may be more of what was due: it is looked at again without a pause, but not without a turn for others.
      await this.monotonic.wait(stirred > 0 ? 0 : EVERY_MS, signal);
    }
  }

  private async stir(): Promise<number> {
    try {
      const stirred = await this.work.stir();
      this.failure = null;
      return stirred;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      if (failure !== this.failure) this.tell(failure);
      this.failure = failure;
      return 0;
    }
  }
}
