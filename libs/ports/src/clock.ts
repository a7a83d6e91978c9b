/** Business time: the only source of "now". Real, or virtual and moved by hand. */
export interface Clock {
  now(): Temporal.Instant;
}

/** Time that only goes forward, in milliseconds from an arbitrary start: for leases, time-outs and back-off. */
export interface Monotonic {
  ms(): number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}
