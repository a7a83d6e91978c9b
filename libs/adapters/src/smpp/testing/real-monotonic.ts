import { setTimeout as sleep } from 'node:timers/promises';
import type { Monotonic } from '@cauce/ports';

/** Time since the process began, for tests over real sockets. */
export const realMonotonic: Monotonic = {
  ms: () => performance.now(),
  wait: async (ms, signal) => {
    await sleep(ms, undefined, { signal }).catch(() => {});
  },
};
