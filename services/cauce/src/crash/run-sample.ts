import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { VirtualClock } from '@cauce/runtime';
import { openFolder } from '../host/folder.ts';
import { startHost } from '../host/host.ts';
import { strategyNamed, useStrategy } from '../host/strategy.ts';
import { beginSample, playSample, sampleStart } from '../sample/play-sample.ts';
import { Doomed } from './doomed.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    debtors: { type: 'string' },
    days: { type: 'string' },
    seed: { type: 'string' },
    until: { type: 'string' },
    strategy: { type: 'string' },
    dieAfterSends: { type: 'string' },
  },
});
const { data = '', debtors = '', days = '', seed = '', until = '', dieAfterSends = '' } = values;
const strategy = strategyNamed(values.strategy ?? '');
if (!strategy) throw new Error(`no strategy is called "${values.strategy}"`);

/** The process that is killed: plays a sample in a folder, going on where an earlier one was broken off. */
const plan = { debtors: Number(debtors), days: Number(days), seed: Number(seed), until };
const clock = new VirtualClock(Temporal.Instant.from(sampleStart(plan)));
const folder = await openFolder({ dir: data, clock });
await beginSample(folder.core, clock, plan);
await useStrategy(folder.core, strategy);
const host = await startHost(
  folder,
  dieAfterSends ? (gateway) => new Doomed(gateway, Number(dieAfterSends)) : undefined,
);
process.stdout.write('ready\n');
await playSample(host, clock, plan, (share) => process.stdout.write(`played ${share}\n`));
await host.stop();
await folder.close();
process.stdout.write('finished\n');
