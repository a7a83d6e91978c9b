import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock, SystemMonotonic } from '@cauce/runtime';
import { LocalServers } from '../distributed/local-servers.ts';
import { LocalSystem } from '../distributed/local-system.ts';
import { cpuSecondsOf, memoryOf } from '../distributed/process-use.ts';
import { type Bench, rounded } from './figure.ts';

/** One process of each service. */
const SIX: ReadonlySet<string> = new Set([
  'ingestion',
  'segmentation',
  'scoring',
  'compliance-gate',
  'outbound-email',
  'reporting',
]);

/** What follows a start (group rebalances, garbage collection, compilation) is over by then. */
const REST_MS = 15_000;
const IDLE_MS = 30_000;

interface Idle {
  readonly name: string;
  readonly cpuPercent: number;
  readonly pss: number;
  readonly rss: number;
}

const cpuOf = async (pid: number): Promise<number> => {
  const seconds = await cpuSecondsOf(pid);
  if (seconds === null) throw new Error('this machine does not tell what a process uses');
  return seconds;
};

/** What a process uses while nothing happens. */
const idle = async (name: string, pid: number): Promise<Idle> => {
  const before = await cpuOf(pid);
  await sleep(IDLE_MS);
  const spent = (await cpuOf(pid)) - before;
  const memory = await memoryOf(pid);
  if (memory === null) throw new Error('this machine does not tell what memory a process holds');
  return { name, cpuPercent: (spent * 100_000) / IDLE_MS, ...memory };
};

const sum = (processes: readonly Idle[], part: 'cpuPercent' | 'pss' | 'rss'): number =>
  rounded(processes.reduce((total, one) => total + one[part], 0));

/** What one process of each service uses without work, all programs of the distributed profile being up. */
export const processesBench: Bench = async () => {
  const onLine = (): void => {};
  const servers = await LocalServers.start('bench', onLine);
  try {
    const [clock, monotonic] = [new SystemClock(), new SystemMonotonic()];
    const local = await LocalSystem.start({ ...servers, clock, monotonic, onLine });
    try {
      await local.ready();
      await sleep(REST_MS);
      const all = await Promise.all([...local.processes()].map(([name, pid]) => idle(name, pid)));
      const six = all.filter(({ name }) => SIX.has(name));
      return {
        name: 'processes',
        value: sum(six, 'pss'),
        unit: 'MiB of memory, shared pages divided (PSS)',
        baseline: null,
        ratio: null,
        target: 'six processes < 900 MiB; < 6 % of a core over 30 s',
        idleCpuPercent: sum(six, 'cpuPercent'),
        residentMiB: sum(six, 'rss'),
        [`cpuPercentOfAll${all.length}`]: sum(all, 'cpuPercent'),
        [`memoryMiBOfAll${all.length}`]: sum(all, 'pss'),
        ...Object.fromEntries(
          all.map(({ name, cpuPercent, pss, rss }) => [
            name,
            `${rounded(cpuPercent)} %, ${rounded(pss)} MiB (resident ${rounded(rss)})`,
          ]),
        ),
      };
    } finally {
      await local.stop();
    }
  } finally {
    await servers.stop();
  }
};
