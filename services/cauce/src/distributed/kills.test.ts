import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterAll, expect, it } from '@jest/globals';
import { breaches } from '../crash/end-state.ts';
import { startDouble } from './local-system.ts';
import { playDistributed, playEmbedded } from './testing/profiles.ts';

const place = mkdtempSync(join(tmpdir(), 'cauce-kills-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

describeOn('kafka', 'the programs of the distributed profile', () => {
  it('come to the same end when all of them are killed in the middle', async () => {
    const here = await playEmbedded(place);
    const double = await startDouble(place);
    const { brokers } = await testServers.kafka();
    const servers = { eventStore: double.url, brokers, mongo: await testServers.mongo() };
    const there = await playDistributed(place, servers, async (system) => {
      // In the middle: the first message is out, the last is not.
      while (system.taken() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      await Promise.all(system.programs.map(({ name }) => system.killAndStart(name)));
      await system.ready();
    }).finally(() => double.process.stop());
    expect(there.parked).toEqual([]);
    expect(breaches(here.state, there.state)).toEqual([]);
  }, 600_000);
});
