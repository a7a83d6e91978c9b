import { type Bench, rounded } from './figure.ts';
import { runLine } from './running-line.ts';
import { inScratch } from './scratch.ts';

const SIZES = [10_000, 100_000];
const LARGEST = 1_000_000;

/**
 * Processor time per debt, imported and taken through the line, at growing sizes: the value is the largest deviation
 * from the mean of the sizes, in percent.
 */
export const costBench: Bench = async ({ full, rows }) => {
  const sizes = rows ? [rows / 10, rows] : full ? [...SIZES, LARGEST] : SIZES;
  const costs: number[] = [];
  const details: Record<string, number> = {};
  for (const size of sizes) {
    const run = await inScratch((dir) => runLine(dir, size));
    const cost = ((run.importCpuSeconds + run.cpuSeconds) * 1_000_000) / size;
    costs.push(cost);
    details[`cpuMicrosPerDebtAt${size}`] = rounded(cost);
    details[`importMicrosPerDebtAt${size}`] = rounded((run.importSeconds * 1_000_000) / size);
    details[`lineMicrosPerDebtAt${size}`] = rounded((run.seconds * 1_000_000) / size);
  }
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  const deviations = costs.map((cost) => Math.abs(cost - mean) / mean);
  return {
    name: 'cost',
    value: rounded(Math.max(...deviations) * 100),
    unit: '% from the mean cost per debt',
    baseline: rounded(mean),
    ratio: rounded((costs.at(-1) ?? mean) / (costs[0] ?? mean)),
    target: '≤ 35 %',
    ...details,
  };
};
