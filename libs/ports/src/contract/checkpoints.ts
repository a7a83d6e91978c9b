import { describe, expect, it } from '@jest/globals';
import type { Checkpoints } from '../checkpoints.ts';
import { type MakeFresh, withFresh } from './fresh.ts';

/** What every store of checkpoints must do. */
export const checkpointsContract = (name: string, make: MakeFresh<Checkpoints>): void => {
  describe(`Checkpoints: ${name}`, () => {
    const fresh = withFresh(make);

    it('knows nothing of a name never set', async () => {
      expect(await fresh().get('relay')).toBeNull();
    });

    it('moves from the value expected only', async () => {
      const checkpoints = fresh();
      expect(await checkpoints.set('relay', '1', '0')).toBe(false);
      expect(await checkpoints.set('relay', '1', null)).toBe(true);
      expect(await checkpoints.set('relay', '2', null)).toBe(false);
      expect(await checkpoints.set('relay', '2', '1')).toBe(true);
      expect(await checkpoints.set('relay', '3', '1')).toBe(false);
      expect(await checkpoints.get('relay')).toBe('2');
      expect(await checkpoints.get('other')).toBeNull();
    });

    it('lets one of many movers win', async () => {
      const checkpoints = fresh();
      const tries = Array.from({ length: 10 }, (_, n) => checkpoints.set('relay', `${n}`, null));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    });

    it('reads what was written before, awaited or not', async () => {
      const checkpoints = fresh();
      const set = checkpoints.set('relay', '1', null);
      expect(await checkpoints.get('relay')).toBe('1');
      expect(await set).toBe(true);
    });
  });
};
