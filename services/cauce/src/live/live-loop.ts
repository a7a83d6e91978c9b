import { type Core, Loop } from '@cauce/runtime';
import type { Host } from '../host/host.ts';
import { keepLiveUntil } from './live-until.ts';

/** How often receipts and timers are looked at. */
const EVERY_MS = 1_000;
/** How often it is written down how far the folder has lived. */
const NOTE_EVERY_MS = 60_000;
/** How long the read models may lag behind before the host says that it is not ready. */
const MOST_LAG_MS = 30_000;

/** What the loop needs of a host. */
type Alive = Pick<Host, 'services' | 'reporting'> & { readonly folder: Pick<Host['folder'], 'core'> };

/** Keeps a host going: receipts and timers every second, and an eye on what it stands on. */
export class LiveLoop {
  private readonly monotonic: Core['monotonic'];
  private readonly loop: Loop;
  /** Why the last of each piece of work on the folder failed, where it did. */
  private readonly failures = new Map<string, string>();
  /** Since when the read models have not caught up, in monotonic milliseconds; null when they have. */
  private behindSince: number | null = null;
  private notedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly host: Alive,
    private readonly tell: (problem: string) => void,
  ) {
    this.monotonic = host.folder.core.monotonic;
    this.loop = new Loop({
      monotonic: this.monotonic,
      everyMs: EVERY_MS,
      round: () => this.round(),
      failed: tell,
    });
  }

  /** Why the host is not ready; empty when it is. */
  get problems(): string[] {
    const { failure } = this.host.reporting.runner;
    const lag = this.behindSince === null ? 0 : this.monotonic.ms() - this.behindSince;
    return [
      ...(this.loop.stopped ? ['the host is stopping'] : []),
      ...[...new Set(this.failures.values())].map((failure) => `the folder: ${failure}`),
      ...(failure === null ? [] : [`read models: ${failure}`]),
      ...(lag > MOST_LAG_MS ? [`read models: ${Math.round(lag / 1000)} s behind the log`] : []),
    ];
  }

  /** Looks no more, and waits for the look under way. */
  async stop(): Promise<void> {
    await this.loop.stop();
    await this.note();
  }

  private async round(): Promise<number | undefined> {
    if (this.monotonic.ms() - this.notedAt >= NOTE_EVERY_MS) {
      this.notedAt = this.monotonic.ms();
      await this.note();
    }
    this.watchReadModels();
    const stirred = await this.look('stir', () => this.host.services.stir());
    // There may be more of what was due: it is looked at again without a pause, but not without a turn for others.
    return stirred ? 0 : undefined;
  }

  private async note(): Promise<void> {
    await this.look('note', () => keepLiveUntil(this.host.folder.core));
  }

  /** Does something on the folder; what fails is told once and makes the host not ready until it goes well again. */
  private async look<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      const result = await work();
      this.failures.delete(what);
      return result;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      if (![...this.failures.values()].includes(failure)) this.tell(failure);
      this.failures.set(what, failure);
      return null;
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
