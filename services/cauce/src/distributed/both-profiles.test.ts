import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterAll, expect, it } from '@jest/globals';
import { breaches } from '../crash/end-state.ts';
import { startDouble } from './local-system.ts';
import { playDistributed, playEmbedded } from './testing/profiles.ts';

const place = mkdtempSync(join(tmpdir(), 'cauce-profiles-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

describeOn('kafka', 'one portfolio in both profiles', () => {
  it('has the same contacts, decisions, read models and answers', async () => {
    const here = await playEmbedded(place);
    const double = await startDouble(place);
    const { brokers } = await testServers.kafka();
    const servers = { eventStore: double.url, brokers, mongo: await testServers.mongo() };
    const there = await playDistributed(place, servers).finally(() => double.process.stop());
    expect(there.parked).toEqual([]);
    expect(new Set(Object.values(there.codes))).toEqual(new Set([0]));
    expect(here.state.counts.sent).toBeGreaterThan(5);
    expect(breaches(here.state, there.state)).toEqual([]);
    expect(there.answers).toEqual(here.answers);
  }, 600_000);
});
