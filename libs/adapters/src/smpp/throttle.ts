import type { Monotonic } from '@cauce/ports';

/** Waits after a refusal: doubled each time in a row, up to the last. */
const FIRST_WAIT_MS = 100;
const LAST_WAIT_MS = 5_000;
/** How long one message is tried; after that it is for the gate to say when, and whether still. */
const PATIENCE_MS = 30_000;

/** How all messages of a gateway slow down together when its provider says that they are too many. */
export class Throttle {
  readonly #monotonic: Monotonic;
  readonly #closing = new AbortController();
  #waitMs = 0;
  #goAt = 0;

  constructor(monotonic: Monotonic) {
    this.#monotonic = monotonic;
  }

  /** Until when a message that comes now is tried. */
  deadline(): number {
    return this.#monotonic.ms() + PATIENCE_MS;
  }

  /** Waits for the next try; false when that would be after the deadline, or the throttle was closed. */
  async turn(deadline: number): Promise<boolean> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) {
      if (this.#monotonic.ms() + wait > deadline || this.#closing.signal.aborted) return false;
      await this.#monotonic.wait(wait, this.#closing.signal);
    }
    return true;
  }

  /** The provider said that it is too much; those that are told so together slow down once. */
  refused(): void {
    if (this.#wait() > 0) return;
    this.#waitMs = Math.min(Math.max(this.#waitMs * 2, FIRST_WAIT_MS), LAST_WAIT_MS);
    this.#goAt = this.#monotonic.ms() + this.#waitMs;
  }

  /** The provider takes messages again. */
  eased(): void {
    this.#waitMs = 0;
  }

  /** Nothing waits any more. */
  close(): void {
    this.#closing.abort();
  }

  #wait(): number {
    return this.#goAt - this.#monotonic.ms();
  }
}
