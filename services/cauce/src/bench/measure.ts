/** How long something took: on the wall, and on the processors (all threads of this process). */
export interface Spent {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Begins to measure; what it gives tells what was spent so far. */
export const stopwatch = (): (() => Spent) => {
  const began = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { seconds: (performance.now() - began) / 1_000, cpuSeconds: (user + system) / 1_000_000 };
  };
};

/** Most memory that this process has held so far, in MiB. */
export const peakMiB = (): number => process.resourceUsage().maxRSS / 1_024;
