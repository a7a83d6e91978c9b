import type { Monotonic } from '@cauce/ports';

/** Work under way; `stop` lets it end. */
export interface Stoppable {
  stop(): Promise<void>;
}

export interface LoopOptions {
  readonly monotonic: Monotonic;
  /** One round of the work. How long to wait before the next, in milliseconds, where it is not as ever. */
  readonly round: (stopping: AbortSignal) => Promise<number | undefined>;
  readonly everyMs: number;
  /** Told why a round failed, before the wait for the next. */
  readonly failed: (reason: string) => Promise<void> | void;
}

/** Does one round of some work after the other until it is stopped; one that fails is not the last. */
export class Loop implements Stoppable {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(private readonly options: LoopOptions) {
    this.running = this.run();
  }

  get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Begins no other round, and waits for the one under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { monotonic, everyMs } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) await monotonic.wait((await this.round(signal)) ?? everyMs, signal);
  }

  private async round(signal: AbortSignal): Promise<number | undefined> {
    const { round, failed } = this.options;
    try {
      return await round(signal);
    } catch (error) {
      await failed(error instanceof Error ? error.message : String(error));
    }
  }
}
