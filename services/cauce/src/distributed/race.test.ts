import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { configOf, SystemMonotonic } from '@cauce/runtime';
import { openDistributedCore } from '@cauce/runtime/distributed';
import { applyTopicsIn } from '@cauce/runtime/kafka';
import { describeOn } from '@cauce/testing/servers';
import { afterAll, expect, it } from '@jest/globals';
import { propose, tallyOf } from '../acceptance/testing/race.ts';
import { setUp } from '../host/setup.ts';
import { programOf } from './local-system.ts';
import { ProgramProcess } from './program-process.ts';
import { SharedClock } from './shared-clock.ts';
import { openServers } from './testing/outages.ts';
import { envOver, type Servers } from './testing/profiles.ts';

/** 10,000 proposals for 100 debtors in `npm run test:deep`, else 400 for 20. */
const [DEBTORS, EACH] = process.env.CAUCE_TEST_CASES === undefined ? [20, 20] : [100, 100];
const GATES = 3;
const POLL_MS = 1_000;

const place = mkdtempSync(join(tmpdir(), 'cauce-race-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A log with proposals, the relay that brings it to Kafka, and gates that share the work. */
const startRace = async (servers: Servers) => {
  const env = envOver(servers);
  const said: string[] = [];
  const opened = await openDistributedCore(configOf('scoring', env), {
    clock: new SharedClock(
      Temporal.Instant.from('2026-03-11T15:00:00Z'),
      () => [],
      () => opened.core,
    ),
    monotonic: new SystemMonotonic(),
    onFailure: (group, key, reason) => said.push([group, key, reason].join(' ')),
    tell: (problem) => said.push(problem),
  });
  const { core } = opened;
  const clock = core.clock as SharedClock;
  await clock.moveTo(clock.now());
  await setUp({ dir: place, core });
  const asked = await propose(core, clock, DEBTORS, EACH);
  const outcome = tallyOf(core, asked);
  await applyTopicsIn(env);
  const start = (name: string, service: string) =>
    new ProgramProcess({
      name,
      file: programOf(service),
      env: { ...process.env, ...env, CAUCE_HTTP_PORT: '0' },
      onLine: (program, line) => said.push(`${program} ${line}`),
    });
  const relay = start('ingestion', 'ingestion');
  const gates = Array.from({ length: GATES }, (_, n) => start(`compliance-gate-${n + 1}`, 'compliance-gate'));
  return {
    gates,
    said,
    outcome,
    /** Resolves when no more than so many proposals wait for their answer. */
    waiting: async (most: number): Promise<void> => {
      while ((await outcome()).lost > most) await sleep(POLL_MS);
    },
    end: async () => {
      await Promise.all([relay, ...gates].map((program) => program.stop()));
      await opened.close();
    },
  };
};

describeOn('own servers', 'gates as processes of their own', () => {
  it('answer every proposal once and exceed no cap, though one of them is killed', async () => {
    const { servers, close } = await openServers(place, 1);
    const { gates, said, outcome: now, waiting, end } = await startRace(servers);
    try {
      const all = DEBTORS * EACH;
      await waiting(all - all / 10);
      await gates[1]?.kill();
      expect((await now()).lost).toBeGreaterThan(0);
      await waiting(0);
      const { lost, twice, cleared } = await now();
      // The law of Colombia: one contact a day.
      const once = Array.from({ length: DEBTORS }, () => 1);
      expect({ lost, twice, cleared }).toEqual({ lost: 0, twice: 0, cleared: once });
      expect(said.filter((line) => line.includes('stands still'))).toEqual([]);
    } finally {
      await end();
      await close();
    }
  }, 1_800_000);
});
