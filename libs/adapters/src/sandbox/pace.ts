import type { Monotonic } from '@cauce/ports';

/** How a sandbox is to behave like a provider that has its limits. */
export interface Pace {
  readonly monotonic: Monotonic;
  /** Milliseconds that each message takes before it is answered. */
  readonly answerAfterMs?: number;
  /** Messages that it takes in a second; more are refused for now. */
  readonly perSecond?: number;
}

/** Keeps a sandbox to its pace. */
export class Pacer {
  readonly #pace: Pace;
  readonly #room: number;
  #level: number;
  #at: number;

  constructor(pace: Pace) {
    this.#pace = pace;
    this.#room = Math.max(1, pace.perSecond ?? 0);
    this.#level = this.#room;
    this.#at = pace.monotonic.ms();
  }

  /** Whether one more message may be taken now: at most a second's worth at once, and always one. */
  admits(): boolean {
    const { monotonic, perSecond } = this.#pace;
    if (perSecond === undefined) return true;
    const now = monotonic.ms();
    this.#level = Math.min(this.#room, this.#level + ((now - this.#at) * perSecond) / 1000);
    this.#at = now;
    if (this.#level < 1) return false;
    this.#level -= 1;
    return true;
  }

  /** Calls back once the message has taken its time, at once where it takes none. */
  after(answer: () => void): void {
    const { monotonic, answerAfterMs = 0 } = this.#pace;
    if (answerAfterMs === 0) answer();
    else void monotonic.wait(answerAfterMs).then(answer);
  }
}
