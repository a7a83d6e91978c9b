import { join } from 'node:path';
import { debt } from '@cauce/domain';
import { derivedId, instantOfMs, msOf } from '@cauce/kernel';
import { Reporting } from '@cauce/reporting';
import { type Core, VirtualClock } from '@cauce/runtime';
import { openFolder } from '../host/folder.ts';
import { BENCH_NOW } from './debts-file.ts';
import { type Bench, median, rounded } from './figure.ts';
import { importDebts } from './import.ts';
import { stopwatch } from './measure.ts';
import { inScratch } from './scratch.ts';

const EVENTS = 10_000;
const PAGE = 200;
const PAGES = 300;
const HOUR_MS = 3_600_000;

/** Pays a little of the only debt of a log, hour by hour, until its debtor has so many events. */
const payOften = async (core: Core, clock: VirtualClock, events: number): Promise<string> => {
  const [placed] = (await core.store.readAll({ after: null, limit: 1, categories: ['debt'] })).events;
  if (!placed) throw new Error('no debt was placed');
  const debtId = placed.stream.slice('debt-'.length);
  for (let n = 4; n < events; n += 1) {
    clock.moveTo(Temporal.Instant.from(instantOfMs(msOf(BENCH_NOW) + n * HOUR_MS)));
    const paymentId = derivedId('bench', n);
    const effectiveAt = clock.now().toString({ fractionalSecondDigits: 3 });
    const cause = { actor: 'policy:bench', causationId: paymentId, correlationId: paymentId } as const;
    await core.log.transact(cause, (unit) =>
      unit.execute(debt, debtId, { kind: 'pay', paymentId, amount: 1, reference: `P-${n}`, effectiveAt }),
    );
  }
  return String((placed.data as { debtorId?: unknown }).debtorId);
};

/** What 99 of 100 of some times do not exceed. */
const p99 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;

/** Milliseconds that 99 of 100 pages of a long timeline take at most, asked for in turn from its beginning to its end. */
export const timelineBench: Bench = ({ rows: events = EVENTS }) =>
  inScratch(async (dir) => {
    await importDebts(dir, 1);
    const clock = new VirtualClock(Temporal.Instant.from(BENCH_NOW));
    const folder = await openFolder({ dir: join(dir, 'data'), clock });
    const reporting = new Reporting(folder.core);
    try {
      const debtorId = await payOften(folder.core, clock, events);
      await reporting.start();
      await reporting.caughtUp();
      const took: number[] = [];
      const worked: number[] = [];
      let after: string | null = null;
      let entries = 0;
      for (let page = 0; page < PAGES; page += 1) {
        const spent = stopwatch();
        const answer = await reporting.timeline(debtorId, { limit: PAGE, after });
        const { seconds, cpuSeconds } = spent();
        took.push(seconds * 1_000);
        worked.push(cpuSeconds * 1_000);
        if (took.length <= Math.ceil(events / PAGE)) entries += answer.entries.length;
        after = answer.next;
      }
      if (entries !== events) throw new Error(`the timeline has ${entries} entries, not ${events}`);
      return {
        name: 'timeline',
        value: rounded(p99(took)),
        unit: 'ms (p99 of a page of 200)',
        baseline: null,
        ratio: null,
        target: '< 50 ms',
        events,
        pages: took.length,
        medianMs: rounded(median(took)),
        cpuP99Ms: rounded(p99(worked)),
        cpuMedianMs: rounded(median(worked)),
      };
    } finally {
      await reporting.close();
      await folder.close();
    }
  });
