import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn } from '@cauce/testing/servers';
import { afterAll, expect, it } from '@jest/globals';
import { breaches } from '../crash/end-state.ts';
import { noticed, openServers, waiting } from './testing/outages.ts';
import { playDistributed, playEmbedded } from './testing/profiles.ts';

const place = mkdtempSync(join(tmpdir(), 'cauce-outages-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

describeOn('own servers', 'the distributed profile', () => {
  it('waits for a server that is away, says so, and goes on as if nothing had been', async () => {
    const here = await playEmbedded(place);
    const { servers, outages, route, close } = await openServers(place, 1);
    const { smtp, kafka, eventstore, mongo } = outages;
    const there = await playDistributed(place, servers, {
      route,
      meanwhile: async (system) => {
        await smtp.away();
        await noticed(system, smtp);
        await waiting(system, 2);
        expect(system.taken()).toBe(0);
        await smtp.back();
        await system.ready();
        for (const outage of [kafka, eventstore, mongo]) {
          await outage.away();
          await noticed(system, outage);
          await outage.back();
          await system.ready();
        }
      },
    }).finally(close);
    expect(there.parked).toEqual([]);
    expect(new Set(Object.values(there.codes))).toEqual(new Set([0]));
    expect(breaches(here.state, there.state)).toEqual([]);
    expect(there.answers).toEqual(here.answers);
  }, 600_000);
});
