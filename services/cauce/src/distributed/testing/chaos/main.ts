import 'reflect-metadata';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SERVER_NAMES } from '../outages.ts';
import { outlast } from './outage.ts';
import { type ChaosReport, rehearse } from './rehearse.ts';

const USAGE = `npm run chaos -- [--kills N]                      kills and pauses, half of them while e-mail is sent, half SMS
npm run chaos -- --outage NAME [--seconds N]      NAME is one of ${SERVER_NAMES.join(', ')}

  --seed N (1)  --debtors N (60)  --days N (14)`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    outage: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    debtors: { type: 'string', default: '60' },
    days: { type: 'string', default: '14' },
  },
});

const [kills, seed, seconds] = [Number(values.kills), Number(values.seed), Number(values.seconds)];
const size = { seed, debtors: Number(values.debtors), days: Number(values.days) };
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

const takeAway = async (place: string, wanted: string): Promise<never> => {
  const server = SERVER_NAMES.find((name) => name === wanted);
  if (!server) {
    say(USAGE);
    return process.exit(2);
  }
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
await (values.outage === undefined ? kill(place) : takeAway(place, values.outage));
