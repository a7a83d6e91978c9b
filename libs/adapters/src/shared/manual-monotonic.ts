import type { Monotonic } from '@cauce/ports';

/** A monotonic clock for tests, moved by hand: who waits on it goes on when it has been moved far enough. */
export class ManualMonotonic implements Monotonic {
  #now = 0;
  readonly #waiting = new Set<{ readonly until: number; readonly wake: () => void }>();

  ms(): number {
    return this.#now;
  }

  pass(ms: number): void {
    this.#now += ms;
    for (const { until, wake } of this.#waiting) if (until <= this.#now) wake();
  }

  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = (): void => resolve();
    const waiting = { until: this.#now + ms, wake };
    this.#waiting.add(waiting);
    signal?.addEventListener('abort', wake);
    await promise;
    signal?.removeEventListener('abort', wake);
    this.#waiting.delete(waiting);
  }
}
