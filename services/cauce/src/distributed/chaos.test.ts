import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn } from '@cauce/testing/servers';
import { afterAll, expect, it } from '@jest/globals';
import { rehearse } from './testing/chaos/rehearse.ts';

const place = mkdtempSync(join(tmpdir(), 'cauce-chaos-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

describeOn(
  'own servers',
  'the programs of the distributed profile, killed and paused at chosen places',
  () => {
    it('come to the end of an undisturbed run, and reach nobody twice', async () => {
      const { struck, disturbed, breaches } = await rehearse({
        channel: 'email',
        kills: 5,
        seed: 3,
        debtors: 20,
        days: 7,
        place,
        tell: () => {},
      });
      expect(breaches).toEqual([]);
      expect(struck.filter(({ kind }) => kind === 'kill')).toHaveLength(5);
      expect(struck.filter(({ kind }) => kind === 'pause')).toHaveLength(1);
      expect(disturbed.mostDeliveries).toBe(1);
      expect(disturbed.messages).toBeGreaterThan(5);
    }, 600_000);
  },
);
