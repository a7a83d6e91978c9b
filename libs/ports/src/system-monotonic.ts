import type { Monotonic } from './clock.ts';

/** Time since the process began. */
export class SystemMonotonic implements Monotonic {
  ms(): number {
    return performance.now();
  }

  /** By a timer of its own: one that rejects when it is given up makes an error each time, with its stack. */
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal?.addEventListener('abort', end);
    });
  }
}
