import 'reflect-metadata';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strategyNamed } from '../host/strategy.ts';
import { commandLine } from '../scripts/command-line.ts';
import { rehearse } from './rehearse.ts';

const USAGE = `npm run crash -- [--kills N] [--strategy NAME] [--seed N] [--debtors N] [--days N]

Kills the process of the embedded profile at random instants and compares the outcome with an undisturbed run. The last
line counts it; ends with 1 where anything was breached.

  --kills N (50)  --strategy NAME (standard)  --seed N (1)  --debtors N (200)  --days N (45)`;

const texts = ['kills', 'strategy', 'seed', 'debtors', 'days'];
const plan = commandLine(USAGE, { texts }, (given) => {
  const strategy = given.text('strategy') ?? 'standard';
  if (!strategyNamed(strategy)) throw new Error(`no strategy is called "${strategy}"`);
  return {
    strategy,
    kills: given.count('kills', 0) ?? 50,
    seed: given.count('seed', 0) ?? 1,
    debtors: given.count('debtors') ?? 200,
    days: given.count('days') ?? 45,
  };
});

const dir = await mkdtemp(join(tmpdir(), 'cauce-crash-'));
const { kills, calm, disturbed, breaches } = await rehearse({
  ...plan,
  dir,
  onProgress: (words) => process.stderr.write(`${words}\n`),
});
for (const breach of breaches) process.stderr.write(`BREACH: ${breach}\n`);
if (breaches.length > 0) process.stderr.write(`both folders are kept in ${dir}\n`);
const { contacts, sent, events } = disturbed.counts;
process.stdout.write(
  `${kills} kills, seed ${plan.seed}: ${contacts} contacts, ${sent} sent, ${events} events, ${calm.messages} messages, at most ${disturbed.mostDeliveries} of each, ${disturbed.unknown} unknown, ${breaches.length} breaches\n`,
);
process.exitCode = breaches.length > 0 || kills < plan.kills ? 1 : 0;
