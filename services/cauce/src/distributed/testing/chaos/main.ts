import 'reflect-metadata';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../../../scripts/command-line.ts';
import { SERVER_NAMES, type ServerName } from '../outages.ts';
import { outlast } from './outage.ts';
import { type ChaosReport, rehearse } from './rehearse.ts';

const USAGE = `npm run chaos -- [--kills N]                      kills and pauses, half of them while e-mail is sent, half SMS
npm run chaos -- --outage NAME [--seconds N]      a server is away under load: ${SERVER_NAMES.join(', ')}

Strikes the programs, senders and servers of the distributed profile and compares the outcome with an undisturbed run.
The last line counts it; ends with 1 where anything was breached.

  --kills N (50)  --seconds N (60)  --seed N (1)  --debtors N (60)  --days N (14)`;

const texts = ['kills', 'outage', 'seconds', 'seed', 'debtors', 'days'];
const { kills, seconds, outage, size } = commandLine(USAGE, { texts }, (given) => {
  const wanted = given.text('outage');
  const server = SERVER_NAMES.find((name) => name === wanted);
  if (wanted !== undefined && !server) throw new Error(`no server is called "${wanted}"`);
  return {
    kills: given.count('kills', 0) ?? 50,
    seconds: given.count('seconds') ?? 60,
    outage: server,
    size: {
      seed: given.count('seed', 0) ?? 1,
      debtors: given.count('debtors') ?? 60,
      days: given.count('days') ?? 14,
    },
  };
});
const { seed } = size;
const say = (words: string): void => void process.stderr.write(`${words}\n`);
const begun = performance.now();
const took = (): string => `${Math.round((performance.now() - begun) / 1_000)} s`;

/** Prints the last line, and ends: with 1 where anything was breached. */
const end = (place: string, breaches: readonly string[], line: string, whole = true): never => {
  for (const breach of breaches) say(`BREACH: ${breach}`);
  if (breaches.length > 0) say(`everything is kept in ${place}`);
  else rmSync(place, { recursive: true, force: true });
  process.stdout.write(`${line}, ${breaches.length} breaches\n`);
  process.exit(breaches.length > 0 || !whole ? 1 : 0);
};

const kill = async (place: string): Promise<never> => {
  let number = 0;
  const reports: ChaosReport[] = [];
  for (const channel of ['email', 'sms'] as const) {
    say(`the channel is ${channel}`);
    reports.push(
      await rehearse({
        ...size,
        channel,
        kills: channel === 'email' ? Math.ceil(kills / 2) : Math.floor(kills / 2),
        place: join(place, channel),
        tell: ({ kind, target, after, type, now, awayMs }) => {
          number += 1;
          say(`${number}. ${kind} ${target}: after ${after} events (${type}), at ${now}, for ${awayMs} ms`);
        },
      }),
    );
  }
  const sum = (count: (report: ChaosReport) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  const struck = (wanted: string): number =>
    sum((report) => report.struck.filter(({ kind }) => kind === wanted).length);
  const messages = sum(({ disturbed }) => disturbed.messages);
  const most = Math.max(...reports.map(({ disturbed }) => disturbed.mostDeliveries));
  const line = [
    `${struck('kill')} kills, ${struck('pause')} pauses, seed ${seed}, ${took()}`,
    `${sum(({ disturbed }) => disturbed.counts.debts)} debts`,
    `${sum(({ disturbed }) => disturbed.counts.contacts)} contacts`,
    `${messages} messages (${sum(({ calm }) => calm.messages)} undisturbed), at most ${most} of each`,
    `${sum(({ unknown }) => unknown)} unknown`,
  ].join(', ');
  return end(
    place,
    reports.flatMap(({ breaches }) => breaches),
    line,
    struck('kill') === kills,
  );
};

const takeAway = async (place: string, server: ServerName): Promise<never> => {
  const { disturbed, calm, memory, breaches } = await outlast({ ...size, server, seconds, place, tell: say });
  const line = [
    `${server} away for ${seconds} s, seed ${seed}, ${took()}`,
    `${disturbed.counts.contacts} contacts`,
    `${disturbed.messages} messages (${calm.messages} undisturbed), at most ${disturbed.mostDeliveries} of each`,
    `${disturbed.unknown} unknown`,
    `at most ${memory.before} MiB in a program before, ${memory.after} MiB in the end`,
  ].join(', ');
  return end(place, breaches, line);
};

const place = await mkdtemp(join(tmpdir(), 'cauce-chaos-'));
await (outage === undefined ? kill(place) : takeAway(place, outage));
