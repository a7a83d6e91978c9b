import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cpuSecondsOf } from '../distributed/process-use.ts';
import { type Bench, rounded } from './figure.ts';
import { importDebts } from './import.ts';
import { inScratch } from './scratch.ts';

const DEBTS = 2_000;
const STARTS = 3;
const IDLE_MS = 30_000;
/** What follows a start (garbage collection, compilation) is over by then. */
const REST_MS = 5_000;

/** What `npx cauce` becomes once it has seen that everything is built. */
const CAUCE = fileURLToPath(new URL('../main.js', import.meta.url));

const cauce = (data: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [CAUCE, 'start', '--data', data, '--port', '0', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Milliseconds from the spawning of a host to the line in which it says that it is ready. */
const readyAfter = async (child: ChildProcess, began: number): Promise<number> => {
  if (!child.stdout) throw new Error('the host has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (JSON.parse(line).ready === true) return performance.now() - began;
  }
  throw new Error('the host ended before it was ready');
};

const idleShare = async (pid: number | undefined): Promise<number | null> => {
  await sleep(REST_MS);
  const before = await cpuSecondsOf(pid);
  await sleep(IDLE_MS);
  const after = await cpuSecondsOf(pid);
  return before === null || after === null ? null : ((after - before) * 1_000) / IDLE_MS;
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
};

/** Seconds until a host is ready on a folder that has data and nothing due, and what it uses while nothing happens. */
export const startBench: Bench = ({ rows = DEBTS, runs = STARTS }) =>
  inScratch(async (dir) => {
    const { data } = await importDebts(dir, rows);
    // A first start does what has come due since.
    const first = cauce(data, '--once');
    await readyAfter(first, 0);
    if (first.exitCode === null) await once(first, 'exit');
    const took: number[] = [];
    let idle: number | null = null;
    for (let run = 0; run < runs; run += 1) {
      const began = performance.now();
      const child = cauce(data);
      try {
        took.push(await readyAfter(child, began));
        if (run === runs - 1) idle = await idleShare(child.pid);
      } finally {
        await stop(child);
      }
    }
    return {
      name: 'start',
      value: rounded(Math.min(...took) / 1_000),
      unit: 's to ready',
      baseline: null,
      ratio: null,
      target: '< 3 s; idle < 1 % of a processor over 30 s',
      debts: rows,
      slowestSeconds: rounded(Math.max(...took) / 1_000),
      idleCpuPercent: idle === null ? null : rounded(idle * 100),
      runs,
    };
  });
