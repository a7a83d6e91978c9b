import type { Core } from '@cauce/runtime';
import type { Host } from '../host/host.ts';

/** How often receipts and timers are looked at. */
const EVERY_MS = 1_000;
/** How long the read models may lag behind before the host says that it is not ready. */
const MOST_LAG_MS = 30_000;

/** Keeps a host going: receipts and timers every second, and an eye on what it stands on. */
export class LiveLoop {
  private readonly stopping = new AbortController();
  private readonly monotonic: Core['monotonic'];
  private readonly running: Promise<void>;
  /** Why the last look at receipts and timers failed, null when it did not. */
  private failure: string | null = null;
  /** Since when the read models have not caught up, in monotonic milliseconds; null when they have. */
  private behindSince: number | null = null;

  constructor(
    private readonly host: Host,
    private readonly tell: (problem: string) => void,
  ) {
    this.monotonic = host.folder.core.monotonic;
    this.running = this.run();
  }

  /** Why the host is not ready; empty when it is. */
  get problems(): string[] {
    const { failure } = this.host.reporting.runner;
    const lag = this.behindSince === null ? 0 : this.monotonic.ms() - this.behindSince;
    return [
      ...(this.stopping.signal.aborted ? ['the host is stopping'] : []),
      ...(this.failure === null ? [] : [`timers and receipts: ${this.failure}`]),
      ...(failure === null ? [] : [`read models: ${failure}`]),
      ...(lag > MOST_LAG_MS ? [`read models: ${Math.round(lag / 1000)} s behind the log`] : []),
    ];
  }

  /** Looks no more, and waits for the look under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.watchReadModels();
      const stirred = await this.stir();
      // There may be more of what was due: it is looked at again without a pause.
      if (stirred === 0) await this.monotonic.wait(EVERY_MS, signal);
    }
  }

  private async stir(): Promise<number> {
    try {
      const stirred = await this.host.services.stir();
      this.failure = null;
      return stirred;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      if (failure !== this.failure) this.tell(failure);
      this.failure = failure;
      return 0;
    }
  }

  private watchReadModels(): void {
    if (this.behindSince !== null) return;
    this.behindSince = this.monotonic.ms();
    const caughtUp = (): void => {
      this.behindSince = null;
    };
    this.host.reporting.caughtUp().then(caughtUp, caughtUp);
  }
}
