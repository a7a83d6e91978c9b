import { join } from 'node:path';
import { Reporting } from '@cauce/reporting';
import { readPacks } from '@cauce/rule-packs';
import { VirtualClock } from '@cauce/runtime';
import { openFolder } from '../host/folder.ts';
import { Services } from '../host/services.ts';
import { CountingGateway } from './counting-gateway.ts';
import { BENCH_NOW } from './debts-file.ts';
import { importDebts } from './import.ts';
import { stopwatch } from './measure.ts';

/** What the line did with some debts. */
export interface LineRun {
  readonly data: string;
  /** Events that the line added. */
  readonly events: number;
  readonly importSeconds: number;
  readonly importCpuSeconds: number;
  /** From the start of the services on the placed debts to the last message at the provider. */
  readonly sentSeconds: number;
  /** … and to the last receipt, and the last read model that took it in. */
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/**
 * Imports debts, then starts every service on them with a provider in this process, and waits until each debt's first
 * message is sent, its receipt taken in, and all of it in the read models. Throws when a message is missing.
 */
export const runLine = async (dir: string, debts: number): Promise<LineRun> => {
  const imported = await importDebts(dir, debts);
  const data = join(dir, 'data');
  const clock = new VirtualClock(Temporal.Instant.from(BENCH_NOW));
  const onFailure = (group: string, key: string, reason: string): void => {
    process.stderr.write(`${group} parked ${key}: ${reason}\n`);
  };
  const folder = await openFolder({ dir: data, clock, onFailure });
  const gateway = new CountingGateway(clock);
  const { core, installation } = folder;
  const reporting = new Reporting(core);
  const spent = stopwatch();
  let sent = 0;
  let sentSeconds = 0;
  let events = 0;
  const after = await core.store.end();
  const watch = core.store.subscribe({ after }, async (batch) => {
    events += batch.length;
    for (const { type } of batch) if (type === 'AttemptAccepted') sent += 1;
    if (sent === debts) sentSeconds ||= spent().seconds;
  });
  try {
    await reporting.start();
    const services = await Services.start(core, readPacks(), [
      { gateway, sender: installation.senders.email },
    ]);
    await services.settle();
    await reporting.caughtUp();
    const { seconds, cpuSeconds } = spent();
    await services.stop();
    if (gateway.taken !== debts) {
      throw new Error(`${gateway.taken} of ${debts} messages were sent`);
    }
    const { seconds: importSeconds, cpuSeconds: importCpuSeconds } = imported;
    return { data, events, importSeconds, importCpuSeconds, sentSeconds, seconds, cpuSeconds };
  } finally {
    await watch.close();
    await reporting.close();
    await folder.close();
  }
};
