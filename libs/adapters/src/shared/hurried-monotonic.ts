import type { Monotonic } from '@cauce/ports';

/** A monotonic clock for tests: a wait moves it forward at once, and lets everybody else have a turn. */
export const hurriedMonotonic = (): Monotonic => {
  let now = 0;
  return {
    ms: () => now,
    wait: async (ms) => {
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};
