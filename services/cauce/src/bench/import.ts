import { join } from 'node:path';
import { importFile, loadMapping } from '@cauce/ingestion';
import { VirtualClock } from '@cauce/runtime';
import { openFolder } from '../host/folder.ts';
import { rejectsFolder } from '../operations/intake/rejects-folder.ts';
import { BENCH_NOW, writeDebtsFile } from './debts-file.ts';
import { type Bench, median, rounded } from './figure.ts';
import { floorOf } from './floor.ts';
import { peakMiB, stopwatch } from './measure.ts';
import { inScratch } from './scratch.ts';

/** Enough that what a process costs to warm up is a small part. */
const ROWS = 100_000;
/** A file of this size is imported once only. */
const LARGE = 200_000;

/** Imports a file of so many debts into a new folder `data` of `dir`. */
export const importDebts = async (dir: string, rows: number) => {
  const path = join(dir, 'debts.csv');
  await writeDebtsFile(path, rows);
  const data = join(dir, 'data');
  const clock = new VirtualClock(Temporal.Instant.from(BENCH_NOW));
  const folder = await openFolder({ dir: data, clock, lean: true });
  try {
    const mapping = await loadMapping('cauce');
    const spent = stopwatch();
    const { events, accepted } = await importFile(folder.core, {
      path,
      mapping,
      actor: 'policy:bench',
      rejects: rejectsFolder(data, path),
    });
    const { seconds, cpuSeconds } = spent();
    if (accepted !== rows) throw new Error(`only ${accepted} of ${rows} rows were accepted`);
    return { data, events, seconds, cpuSeconds };
  } finally {
    await folder.close();
  }
};

/** Events per second of importing a file of debts, beside the floor; and the most memory it took. */
export const importBench: Bench = async ({ rows = ROWS, runs = rows < LARGE ? 3 : 1 }) => {
  let peak = 0;
  const taken = [];
  for (let run = 0; run < runs; run += 1) {
    taken.push(
      await inScratch(async (dir) => {
        const { data, events, seconds, cpuSeconds } = await importDebts(dir, rows);
        if (run === 0) peak = peakMiB();
        const floor = floorOf(data);
        const rate = events / seconds;
        const cpuMicros = (cpuSeconds * 1_000_000) / events;
        return { events, seconds, rate, cpuMicros, floor, ratio: rate / floor.eventsPerSecond };
      }),
    );
  }
  const ratio = median(taken.map((one) => one.ratio));
  const middle = taken.find((one) => one.ratio === ratio) ?? taken[0];
  if (!middle) throw new Error('nothing was run');
  return {
    name: 'import',
    value: rounded(middle.rate),
    unit: 'events/s',
    baseline: rounded(middle.floor.eventsPerSecond),
    ratio: rounded(ratio),
    target: 'ratio ≥ 0.3 (goal 0.5); peak memory < 700 MiB at 1,000,000 rows',
    rows,
    events: middle.events,
    seconds: rounded(middle.seconds),
    rowsPerSecond: rounded(rows / middle.seconds),
    peakMiB: rounded(peak),
    floorGroup: middle.floor.group,
    cpuMicrosPerEvent: rounded(middle.cpuMicros),
    floorCpuMicrosPerEvent: rounded(middle.floor.cpuMicros),
    cpuRatio: rounded(middle.floor.cpuMicros / middle.cpuMicros),
    runs,
  };
};
