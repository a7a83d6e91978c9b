import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSmsMailbox } from '@cauce/adapters/smpp';
import { openMailbox } from '@cauce/adapters/smtp';
import type { Clock } from '@cauce/ports';
import { Reporting } from '@cauce/reporting';
import { type Core, VirtualClock } from '@cauce/runtime';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterAll, expect, it } from '@jest/globals';
import { askHost } from '../api/client.ts';
import { breaches, endStateOf, stateOf } from '../crash/end-state.ts';
import { openFolder } from '../host/folder.ts';
import { startHost } from '../host/host.ts';
import { adminKeyIn } from '../principals/admin-key.ts';
import { beginSample, playSample, sampleStart } from '../sample/play-sample.ts';
import { DrivenSystem } from './driven-system.ts';
import { startDouble } from './local-system.ts';

const SECRET = '5a'.repeat(32);
const plan = { seed: 7, debtors: 20, days: 7, until: '2026-03-08T05:00:00.000Z' };
const begin = (): Temporal.Instant => Temporal.Instant.from(sampleStart(plan));

const place = mkdtempSync(join(tmpdir(), 'cauce-profiles-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const embedded = async () => {
  const dir = join(place, 'embedded');
  process.env.CAUCE_SECRET = SECRET;
  const clock = new VirtualClock(begin());
  const folder = await openFolder({ dir, clock });
  await beginSample(folder.core, clock, plan);
  const host = await startHost(folder);
  await playSample(host, clock, plan);
  const answers = await host.reporting.ageing({ asOf: '2026-03-07' });
  await host.stop();
  await folder.close();
  return { state: await endStateOf(dir), answers };
};

/** The settings of a system that has the servers of the tests for itself, by names that nobody else uses. */
const freshEnv = async (eventStore: string): Promise<NodeJS.ProcessEnv> => {
  const name = `test-${randomUUID().slice(0, 8)}`;
  const { brokers } = await testServers.kafka();
  return {
    CAUCE_PROFILE: 'distributed',
    CAUCE_CLOCK: 'shared',
    CAUCE_SECRET: SECRET,
    CAUCE_MASTER_KEY: 'a5'.repeat(32),
    CAUCE_EVENTSTORE_URL: eventStore,
    CAUCE_KAFKA_BROKERS: brokers.join(','),
    CAUCE_KAFKA_PREFIX: `${name}.`,
    CAUCE_KAFKA_PARTITIONS: '4',
    CAUCE_KAFKA_REPLICAS: '1',
    CAUCE_MONGO_URL: await testServers.mongo(),
    CAUCE_MONGO_DATABASE: name,
  };
};

/** What the API says of the ageing of the book. */
const askedOver = async (system: DrivenSystem) => {
  const key = adminKeyIn(join(place, 'distributed')) ?? '';
  return askHost({ api: await system.apiUrl(), key }, 'report-ageing', { asOf: '2026-03-07' });
};

const endState = async (dir: string, core: Core, clock: Clock) => {
  const reporting = new Reporting(core);
  const mailboxes = [openMailbox({ dir, clock }), openSmsMailbox({ dir, clock })];
  try {
    await reporting.start();
    await reporting.caughtUp();
    return await stateOf(core, reporting, mailboxes);
  } finally {
    for (const mailbox of mailboxes) mailbox.close();
    await reporting.close();
  }
};

const distributed = async () => {
  const dir = join(place, 'distributed');
  const said: string[] = [];
  const onLine = (program: string, line: string) => said.push(`${program}: ${line}`);
  const double = await startDouble(dir, onLine);
  const env = await freshEnv(double.url);
  const system = await DrivenSystem.start({
    dir,
    env,
    onLine,
    begin: begin(),
    prepare: ({ folder }, clock) => beginSample(folder.core, clock, plan),
  });
  const { clock } = system;
  const { core } = system.folder;
  try {
    await playSample(system, clock, plan);
    const answers = await askedOver(system);
    const codes = await system.stop();
    return { state: await endState(dir, core, clock), answers, codes, said };
  } finally {
    await system.close();
    await double.process.stop();
  }
};

describeOn('kafka', 'one portfolio in both profiles', () => {
  it('has the same contacts, decisions and read models', async () => {
    const here = await embedded();
    const there = await distributed();
    expect(there.said.filter((line) => line.includes('stands still'))).toEqual([]);
    expect(new Set(Object.values(there.codes))).toEqual(new Set([0]));
    expect(here.state.counts.sent).toBeGreaterThan(5);
    expect(breaches(here.state, there.state)).toEqual([]);
    expect(there.answers).toEqual(here.answers);
  }, 600_000);
});
