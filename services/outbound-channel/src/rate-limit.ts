import type { Checkpoints, Monotonic } from '@cauce/ports';

/** How many messages a provider is given: so many a second on the long run, and at most so many at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * A token bucket that all replicas of a channel share. What they share is only how many messages were ever given out,
 * moved by compare-and-set: no clock of one is ever read by another. Each replica fills its own bucket by its own
 * monotonic clock, from empty on, and takes out of it what anybody was given; so no bucket is ever fuller than the one
 * that all would see who had one clock, and together they stay within the rate.
 */
export class RateLimit {
  readonly #checkpoints: Checkpoints;
  readonly #monotonic: Monotonic;
  readonly #name: string;
  readonly #rate: Rate;
  /** Tokens in this replica's bucket. */
  #level = 0;
  /** Those of this replica that wait, one after the other. */
  #turn: Promise<boolean> = Promise.resolve(true);
  #filledAt: number | null = null;
  /** What had been given out when this replica last looked, as it is stored. */
  #seen: string | null = null;

  constructor(
    ports: { readonly checkpoints: Checkpoints; readonly monotonic: Monotonic },
    name: string,
    rate: Rate,
  ) {
    this.#checkpoints = ports.checkpoints;
    this.#monotonic = ports.monotonic;
    this.#name = `rate:${name}`;
    this.#rate = rate;
  }

  /** Takes a token if there is one; else the whole milliseconds after which there may be. */
  async tryTake(): Promise<{ readonly taken: true } | { readonly taken: false; readonly waitMs: number }> {
    for (;;) {
      const given = await this.#checkpoints.get(this.#name);
      this.#fill(given);
      if (this.#level < 1) {
        return { taken: false, waitMs: Math.ceil(((1 - this.#level) * 1000) / this.#rate.perSecond) };
      }
      if (await this.#checkpoints.set(this.#name, String(Number(given) + 1), given)) {
        this.#level -= 1;
        this.#seen = String(Number(given) + 1);
        return { taken: true };
      }
    }
  }

  /** Waits for a token, after those who asked before. False when the signal is aborted before there is one. */
  take(signal: AbortSignal): Promise<boolean> {
    this.#turn = this.#turn.catch(() => false).then(() => this.#takeNext(signal));
    return this.#turn;
  }

  async #takeNext(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const result = await this.tryTake();
      if (result.taken) return true;
      await this.#monotonic.wait(result.waitMs, signal);
    }
    return false;
  }

  /**
   * Adds what time has brought, then takes out what others were given meanwhile. It owes them nothing: they were given
   * what the common bucket held, and who did not look for an hour would wait for an hour.
   */
  #fill(given: string | null): void {
    const now = this.#monotonic.ms();
    const { perSecond, burst } = this.#rate;
    if (this.#filledAt !== null) {
      const brought = ((now - this.#filledAt) * perSecond) / 1000;
      const taken = Number(given) - Number(this.#seen);
      this.#level = Math.max(0, Math.min(burst, this.#level + brought) - taken);
    }
    this.#filledAt = now;
    this.#seen = given;
  }
}
