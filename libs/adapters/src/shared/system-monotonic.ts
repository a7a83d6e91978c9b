import { type Monotonic, SystemMonotonic } from '@cauce/ports';

const system = new SystemMonotonic();

/** The time of the machine, for whoever is told of no other; a plain object, so that tests can replace a part of it. */
export const systemMonotonic: Monotonic = {
  ms: () => system.ms(),
  wait: (ms, signal) => system.wait(ms, signal),
};
