import type { Monotonic } from '@cauce/ports';

/** A monotonic clock for tests, moved by hand; nobody can wait on it. */
export class ManualMonotonic implements Monotonic {
  #now = 0;

  ms(): number {
    return this.#now;
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  wait(): Promise<void> {
    return Promise.reject(new Error('this clock cannot be waited on'));
  }
}
