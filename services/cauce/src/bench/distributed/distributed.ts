import { type Bench, rounded } from '../figure.ts';
import { runLine } from '../running-line.ts';
import { inScratch } from '../scratch.ts';
import { startProvider, taken } from './providers.ts';
import { Stage } from './stage.ts';

const DEBTS = 2_000;
const SERVICES = ['segmentation', 'scoring', 'compliance-gate', 'reporting'];

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
      const spent = await stage.spending();
      // The relay comes last: until then nothing of what is placed is on the bus.
      await stage.startPrograms([{ name: 'ingestion', service: 'ingestion' }], { restMs: 0 });
      const began = performance.now();
      await taken(provider.mailbox, debts);
      const seconds = (performance.now() - began) / 1_000;
      return { seconds, cpu: await spent(debts) };
    } finally {
      await stage.stopPrograms();
      await provider.close();
    }
  });

/** Debts per second from placed to taken by the provider over six processes, beside one process for all. */
export const distributedBench: Bench = async ({ rows = DEBTS, tell }) => {
  const { seconds, cpu } = await line(rows);
  tell(`${rows} debts over six processes took ${rounded(seconds)} s; now in one process`);
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
