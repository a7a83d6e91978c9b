import { type Bench, rounded } from '../figure.ts';
import { cpuSecondsOf } from '../measure.ts';
import { runLine } from '../running-line.ts';
import { inScratch } from '../scratch.ts';
import { startProvider, taken } from './providers.ts';
import { Stage } from './stage.ts';

const DEBTS = 2_000;
const SERVICES = ['segmentation', 'scoring', 'compliance-gate', 'reporting'];

/** Processor time of each process so far, in seconds. */
const spent = async (processes: ReadonlyMap<string, number>): Promise<Map<string, number>> =>
  new Map(
    await Promise.all(
      [...processes].map(async ([name, pid]) => [name, (await cpuSecondsOf(pid)) ?? Number.NaN] as const),
    ),
  );

/** Takes placed debts through the line of six processes: how long, and the processor time of each process. */
const line = (debts: number) =>
  Stage.over(async (stage) => {
    await stage.place(debts);
    const provider = await startProvider(stage, 'email');
    try {
      await stage.startPrograms([
        ...SERVICES.map((service) => ({ name: service, service })),
        { name: 'outbound-email', service: 'outbound-channel', env: provider.env },
      ]);
      const before = await spent(stage.processes());
      const own = process.cpuUsage();
      // The relay comes last: until then nothing of what is placed is on the bus.
      await stage.startPrograms([{ name: 'ingestion', service: 'ingestion' }], { restMs: 0 });
      const began = performance.now();
      await taken(provider.mailbox, debts);
      const seconds = (performance.now() - began) / 1_000;
      const after = await spent(stage.processes());
      const { user, system } = process.cpuUsage(own);
      const micros = (cpuSeconds: number): number => rounded((cpuSeconds * 1_000_000) / debts);
      return {
        seconds,
        cpu: {
          ...Object.fromEntries(
            [...after].map(([name, now]) => [name, micros(now - (before.get(name) ?? 0))]),
          ),
          'mail sandbox': micros((user + system) / 1_000_000),
        },
      };
    } finally {
      await stage.stopPrograms();
      await provider.close();
    }
  });

/** Debts per second from placed to taken by the provider over six processes, beside one process for all. */
export const distributedBench: Bench = async ({ rows = DEBTS }) => {
  const { seconds, cpu } = await line(rows);
  const embedded = await inScratch((dir) => runLine(dir, rows));
  const [rate, baseline] = [rows / seconds, rows / embedded.sentSeconds];
  return {
    name: 'distributed',
    value: rounded(rate),
    unit: 'debts/s',
    baseline: rounded(baseline),
    ratio: rounded(rate / baseline),
    target: 'debts/s and × embedded, with where the time goes',
    debts: rows,
    cpuMicrosPerDebt: rounded(Object.values(cpu).reduce((sum, one) => sum + one, 0)),
    embeddedCpuMicrosPerDebt: rounded((embedded.cpuSeconds * 1_000_000) / rows),
    ...Object.fromEntries(Object.entries(cpu).map(([name, micros]) => [`µs a debt in ${name}`, micros])),
  };
};
