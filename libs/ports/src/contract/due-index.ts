import { describe, expect, it } from '@jest/globals';
import type { DueEntry, DueIndex } from '../timers.ts';
import { type MakeFresh, withFresh } from './fresh.ts';
import { ODD_TEXTS, shuffled } from './odd-texts.ts';

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

    it('takes any text as owner and as id, and orders ids by code point', async () => {
      await fresh().set(shuffled(ODD_TEXTS).map((id) => entry(id, 9)));
      expect(await ids(9, 100)).toEqual(ODD_TEXTS);
      expect(await ids(9, 4)).toEqual(ODD_TEXTS.slice(0, 4));
      await fresh().set([entry('b|c', 9, 0, 'a'), entry('c', 9, 0, 'a|b'), entry('c","d', 9, 0, 'a')]);
      for (const owner of ODD_TEXTS) await fresh().set([entry('x', 9, 0, `of ${owner}`)]);
      await fresh().remove('a', 'b|c', 0);
      expect(await ids(9, 10, 'a|b')).toEqual(['c']);
      expect(await ids(9, 10, 'a')).toEqual(['c","d']);
      for (const owner of ODD_TEXTS) expect(await ids(9, 10, `of ${owner}`)).toEqual(['x']);
    });

    it('keeps the trace of who set an entry last', async () => {
      const traced = { ...entry('a', 9), trace: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01` };
      await fresh().set([traced, entry('b', 9)]);
      expect(await fresh().due('gate', at(9), 10)).toStrictEqual([traced, entry('b', 9)]);
      await fresh().set([entry('a', 9, 1)]);
      expect(await fresh().due('gate', at(9), 1)).toStrictEqual([entry('a', 9, 1)]);
    });

    it('compares large revisions exactly', async () => {
      const large = Number.MAX_SAFE_INTEGER;
      await fresh().set([entry('a', 9, large - 1), entry('b', 9, 2 ** 31)]);
      await fresh().set([entry('a', 8, large), entry('b', 8, 2 ** 31 - 1)]);
      await fresh().remove('gate', 'a', large - 1);
      expect(await fresh().due('gate', at(9), 10)).toEqual([entry('a', 8, large), entry('b', 9, 2 ** 31)]);
    });

    it('keeps every entry of a large set, and the newer of two for one id', async () => {
      const many = Array.from({ length: 600 }, (_, n) => entry(`${n + 10_000}`, 9));
      await fresh().set([entry('twice', 8, 3), entry('twice', 7, 2), ...many]);
      expect(await ids(7)).toEqual([]);
      expect(await fresh().due('gate', at(9), 5_000)).toEqual([entry('twice', 8, 3), ...many]);
      await fresh().set([...many].reverse().map(({ id }) => entry(id, 10, 1)));
      expect(await ids(9, 5_000)).toEqual(['twice']);
      expect(await ids(10, 5_000)).toHaveLength(601);
    });

    it('ends with the newest revision, whoever sets at once and in whatever order', async () => {
      const revisions = shuffled(Array.from({ length: 12 }, (_, n) => n));
      const set = (revision: number) =>
        fresh().set([entry('a', revision, revision), entry('b', 9, revision)]);
      for (const _ of [1, 2]) {
        await Promise.all(revisions.map(set));
        expect(await fresh().due('gate', at(23), 10)).toEqual([entry('b', 9, 11), entry('a', 11, 11)]);
      }
    });
  });
};
