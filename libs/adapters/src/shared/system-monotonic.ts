import { setTimeout as sleep } from 'node:timers/promises';
import type { Monotonic } from '@cauce/ports';

/** The time of the machine, for tests that talk to a server. */
export const systemMonotonic: Monotonic = {
  ms: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, { ref: true, ...(signal && { signal }) }).catch(() => {}),
};
