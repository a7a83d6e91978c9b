import { describe, expect, it } from '@jest/globals';
import type { DueEntry, DueIndex } from '../timers.ts';
import { type MakeFresh, withFresh } from './fresh.ts';

const entry = (id: string, hour: number, revision = 0, owner = 'gate'): DueEntry => ({
  owner,
  id,
  key: `key-${id}`,
  dueAt: `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`,
  revision,
});

const at = (hour: number): string => entry('', hour).dueAt;

/** What every index of timers must do. */
export const dueIndexContract = (name: string, make: MakeFresh<DueIndex>): void => {
  describe(`DueIndex: ${name}`, () => {
    const fresh = withFresh(make);
    const ids = async (hour: number, limit = 10, owner = 'gate'): Promise<string[]> =>
      (await fresh().due(owner, at(hour), limit)).map(({ id }) => id);

    it('gives what is due, the earliest first, by id where equal', async () => {
      const entries = [
        entry('b', 9),
        entry('c', 8),
        entry('a', 9),
        entry('d', 10),
        entry('e', 8, 0, 'other'),
      ];
      await fresh().set(entries);
      expect(await fresh().due('gate', at(9), 10)).toEqual([entries[1], entries[2], entries[0]]);
      expect(await ids(9, 2)).toEqual(['c', 'a']);
      expect(await ids(7)).toEqual([]);
      expect(await ids(23, 10, 'other')).toEqual(['e']);
    });

    it('replaces an entry unless it comes from an older revision', async () => {
      await fresh().set([entry('a', 9, 3)]);
      await fresh().set([entry('a', 7, 2)]);
      expect(await ids(8)).toEqual([]);
      await fresh().set([entry('a', 8, 3)]);
      expect(await ids(8)).toEqual(['a']);
      await fresh().set([entry('a', 11, 4)]);
      expect(await ids(10)).toEqual([]);
      expect(await ids(11)).toEqual(['a']);
    });

    it('removes an entry unless a newer revision replaced it', async () => {
      await fresh().set([entry('a', 9, 3), entry('b', 9, 1), entry('a', 9, 3, 'other')]);
      await fresh().remove('gate', 'a', 2);
      expect(await ids(9)).toEqual(['a', 'b']);
      await fresh().remove('gate', 'a', 3);
      await fresh().remove('gate', 'none', 3);
      expect(await ids(9)).toEqual(['b']);
      expect(await ids(9, 10, 'other')).toEqual(['a']);
    });

    it('knows the earliest instant of all owners', async () => {
      expect(await fresh().next()).toBeNull();
      await fresh().set([entry('a', 9), entry('b', 8, 0, 'other')]);
      expect(await fresh().next()).toBe(at(8));
      await fresh().clear('other');
      expect(await fresh().next()).toBe(at(9));
      expect(await ids(23, 10, 'other')).toEqual([]);
    });

    it('reads what was written before, awaited or not', async () => {
      const set = fresh().set([entry('a', 9)]);
      const removed = fresh().remove('gate', 'a', 0);
      const again = fresh().set([entry('b', 9)]);
      expect(await ids(9)).toEqual(['b']);
      await Promise.all([set, removed, again]);
    });
  });
};
