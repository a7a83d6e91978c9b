import { type Bench, rounded } from './figure.ts';
import { floorOf } from './floor.ts';
import { runLine } from './running-line.ts';
import { inScratch } from './scratch.ts';

const DEBTS = 10_000;

/** Debts per second from placed to sent through all services; beside it, what the floor would do with those events. */
export const lineBench: Bench = ({ rows = DEBTS }) =>
  inScratch(async (dir) => {
    const run = await runLine(dir, rows);
    const floor = floorOf(run.data);
    const rate = rows / run.sentSeconds;
    const eventsPerDebt = run.events / rows;
    const baseline = floor.eventsPerSecond / eventsPerDebt;
    return {
      name: 'line',
      value: rounded(rate),
      unit: 'debts/s',
      baseline: rounded(baseline),
      ratio: rounded(rate / baseline),
      target: '≥ 1,000 debts/s (goal 2,000)',
      debts: rows,
      eventsPerDebt: rounded(eventsPerDebt),
      sentSeconds: rounded(run.sentSeconds),
      settledSeconds: rounded(run.seconds),
      cpuMicrosPerDebt: rounded((run.cpuSeconds * 1_000_000) / rows),
    };
  });
