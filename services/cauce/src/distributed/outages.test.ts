import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeOn, KafkaCluster, MongoServer } from '@cauce/testing/servers';
import { afterAll, expect, it } from '@jest/globals';
import { breaches } from '../crash/end-state.ts';
import type { DrivenSystem } from './driven-system.ts';
import { startDouble } from './local-system.ts';
import { playDistributed, playEmbedded } from './testing/profiles.ts';

const place = mkdtempSync(join(tmpdir(), 'cauce-outages-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Resolves when every program says that this server is away, and that it is alive. */
const missing = async ({ programs }: DrivenSystem, server: string): Promise<void> => {
  for (const program of programs) {
    while (!(await program.problems()).some((problem) => problem.startsWith(server))) await sleep(100);
  }
};

describeOn('own servers', 'the distributed profile', () => {
  it('waits for a server that is away, says so, and goes on as if nothing had been', async () => {
    const here = await playEmbedded(place);
    const kafka = await KafkaCluster.start(join(place, 'kafka'), 1);
    const mongo = await MongoServer.start(join(place, 'mongo'));
    let double = await startDouble(place);
    const port = Number(/:(\d+)\?/.exec(double.url)?.[1]);
    const servers = { eventStore: double.url, brokers: kafka.addresses.brokers, mongo: mongo.address };
    const outages = [
      { server: 'Kafka', away: () => kafka.killBroker(0), back: () => kafka.startBroker(0) },
      {
        server: 'event store',
        away: () => double.process.kill(),
        back: async () => {
          double = await startDouble(place, port);
        },
      },
      // Killed, this server would lose what it has acknowledged; a real one does not.
      {
        server: 'MongoDB',
        away: async () => mongo.signal('SIGSTOP'),
        back: async () => mongo.signal('SIGCONT'),
      },
    ];
    const there = await playDistributed(place, servers, async (system) => {
      for (const { server, away, back } of outages) {
        await away();
        await missing(system, server);
        await back();
        await system.ready();
      }
    }).finally(async () => {
      await Promise.all([kafka.end(), mongo.kill(), double.process.stop()]);
    });
    expect(there.parked).toEqual([]);
    expect(new Set(Object.values(there.codes))).toEqual(new Set([0]));
    expect(breaches(here.state, there.state)).toEqual([]);
    expect(there.answers).toEqual(here.answers);
  }, 600_000);
});
