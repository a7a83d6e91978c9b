import 'reflect-metadata';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rehearse } from './rehearse.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    debtors: { type: 'string', default: '200' },
    days: { type: 'string', default: '45' },
    strategy: { type: 'string', default: 'standard' },
  },
});

const dir = await mkdtemp(join(tmpdir(), 'cauce-crash-'));
const { kills, calm, disturbed, breaches } = await rehearse({
  kills: Number(values.kills),
  seed: Number(values.seed),
  debtors: Number(values.debtors),
  days: Number(values.days),
  strategy: values.strategy,
  dir,
  onProgress: (words) => process.stderr.write(`${words}\n`),
});
for (const breach of breaches) process.stderr.write(`BREACH: ${breach}\n`);
if (breaches.length > 0) process.stderr.write(`both folders are kept in ${dir}\n`);
const { contacts, sent, events } = disturbed.counts;
process.stdout.write(
  `${kills} kills, seed ${values.seed}: ${contacts} contacts, ${sent} sent, ${events} events, ${calm.messages} messages, at most ${disturbed.mostDeliveries} of each, ${disturbed.unknown} unknown, ${breaches.length} breaches\n`,
);
process.exitCode = breaches.length > 0 || kills < Number(values.kills) ? 1 : 0;
