import { describe, expect, it } from '@jest/globals';
import type { Checkpoints } from '../checkpoints.ts';
import { type MakeFresh, withFresh } from './fresh.ts';
import { ODD_TEXTS } from './odd-texts.ts';

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

    it('takes any text as name and as value', async () => {
      const checkpoints = fresh();
      for (const text of ODD_TEXTS) expect(await checkpoints.set(text, `of ${text}`, null)).toBe(true);
      for (const text of ODD_TEXTS) {
        expect(await checkpoints.get(text)).toBe(`of ${text}`);
        expect(await checkpoints.set(text, text, 'another')).toBe(false);
        expect(await checkpoints.set(text, text, `of ${text}`)).toBe(true);
        expect(await checkpoints.set(text, text, text)).toBe(true);
        expect(await checkpoints.get(text)).toBe(text);
      }
    });

    it('lets one of many go on from where all of them are', async () => {
      const checkpoints = fresh();
      await checkpoints.set('relay', '0', null);
      for (let round = 0; round < 5; round += 1) {
        const tries = Array.from({ length: 10 }, (_, n) =>
          checkpoints.set('relay', `${round + 1}`, n === 0 ? 'elsewhere' : `${round}`),
        );
        expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      }
      expect(await checkpoints.get('relay')).toBe('5');
    });
  });
};
