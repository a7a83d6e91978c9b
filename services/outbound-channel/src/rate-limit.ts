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
  /** Tokens in this replica's bucket, if nobody else took any since it last looked. */
  #level = 0;
  /** Those of this replica that wait, one after the other. */
  #turn: Promise<boolean> = Promise.resolve(true);
  #filledAt = 0;
  /** What had been given out when this replica last looked, as it is stored; undefined before it ever did. */
  #seen: string | null | undefined;

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

  /**
   * Takes a token if there is one; else the whole milliseconds after which there may be. What others took since the last
   * look is learnt only where the number has moved: then the write is refused.
   */
  async tryTake(): Promise<{ readonly taken: true } | { readonly taken: false; readonly waitMs: number }> {
    if (this.#seen === undefined) await this.#begin();
    for (;;) {
      this.#fill();
      if (this.#level < 1) {
        return { taken: false, waitMs: Math.ceil(((1 - this.#level) * 1000) / this.#rate.perSecond) };
      }
      const given = this.#seen ?? null;
      const next = String(Number(given) + 1);
      if (await this.#checkpoints.set(this.#name, next, given)) {
        this.#level -= 1;
        this.#seen = next;
        return { taken: true };
      }
      this.#takeOut(await this.#checkpoints.get(this.#name));
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

  /** The bucket is empty at the first look. */
  async #begin(): Promise<void> {
    this.#seen = await this.#checkpoints.get(this.#name);
    this.#filledAt = this.#monotonic.ms();
  }

  /** Adds what time has brought. */
  #fill(): void {
    const now = this.#monotonic.ms();
    const { perSecond, burst } = this.#rate;
    this.#level = Math.min(burst, this.#level + ((now - this.#filledAt) * perSecond) / 1000);
    this.#filledAt = now;
  }

  /**
   * Takes out what others were given since the last look. It owes them nothing: they were given what the common bucket
   * held, and who did not look for an hour would wait for an hour.
   */
  #takeOut(given: string | null): void {
    this.#level = Math.max(0, this.#level - (Number(given) - Number(this.#seen)));
    this.#seen = given;
  }
}
