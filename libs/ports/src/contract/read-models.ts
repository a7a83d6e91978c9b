import { describe, expect, it } from '@jest/globals';
import type { ListOptions, ModelHandle, ReadModels } from '../read-models.ts';
import { type MakeFresh, withFresh } from './fresh.ts';
import { readModelsExtremes } from './read-models-extremes.ts';
import { document, guard, idsByPage, model } from './sample-model.ts';

/** What every store of read models must do. */
export const readModelsContract = (name: string, make: MakeFresh<ReadModels>): void => {
  describe(`ReadModels: ${name}`, () => {
    const fresh = withFresh(make);
    const opened = (): Promise<ModelHandle> => fresh().open(model);

    it('gives back what was written', async () => {
      const handle = await opened();
      const one = document('1', 1, { name: 'x' });
      const two = document('2', 1);
      await handle.write([one, two], guard(1));
      expect(await handle.get('1')).toEqual(one);
      expect(await handle.get('3')).toBeUndefined();
      expect(await handle.getMany(['2', '3', '1'])).toEqual(
        new Map([
          ['2', two],
          ['1', one],
        ]),
      );
    });

    it('drops a write that is not newer, document by document, and keeps its checkpoint', async () => {
      const handle = await opened();
      expect(await handle.checkpoint()).toBeNull();
      await handle.write([document('1', 5, { name: 'new' })], guard(7));
      await handle.write([document('1', 5, { name: 'same' }, 'same'), document('2', 3)], guard(6));
      await handle.write([document('1', 4, { name: 'old' }, 'old')], guard(7));
      expect(await handle.get('1')).toEqual(document('1', 5, { name: 'new' }));
      expect(await handle.get('2')).toEqual(document('2', 3));
      expect(await handle.checkpoint()).toBe(guard(7));
      await handle.write([document('1', 6, { day: 'd' }, 'newer')], guard(8));
      expect(await handle.get('1')).toEqual(document('1', 6, { day: 'd' }, 'newer'));
      expect((await handle.list('name', { limit: 10 })).documents).toEqual([]);
      expect(await handle.checkpoint()).toBe(guard(8));
    });

    const keys = ['a', 'ab', 'abc', 'b', 'b', 'b\u{1f600}', 'b\uffff', 'z', 'ñ'];
    const filled = async (): Promise<ModelHandle> => {
      const handle = await opened();
      const documents = keys.map((key, n) => document(`${n}`, 1, { name: key }));
      await handle.write([...documents.reverse(), document('unlisted', 1, { day: '1' })], guard(1));
      return handle;
    };
    const ids = async (handle: ModelHandle, options: Omit<ListOptions, 'limit'>): Promise<string[]> =>
      (await handle.list('name', { ...options, limit: 100 })).documents.map(({ id }) => id);

    it('lists by an index: prefix, range, both directions', async () => {
      const handle = await filled();
      // U+FFFF comes before U+1F600: the order is that of code points.
      expect(await ids(handle, {})).toEqual(['0', '1', '2', '3', '4', '6', '5', '7', '8']);
      expect(await ids(handle, { backwards: true })).toEqual(['8', '7', '5', '6', '4', '3', '2', '1', '0']);
      expect(await ids(handle, { prefix: 'ab' })).toEqual(['1', '2']);
      expect(await ids(handle, { prefix: 'b' })).toEqual(['3', '4', '6', '5']);
      expect(await ids(handle, { prefix: 'b', backwards: true })).toEqual(['5', '6', '4', '3']);
      expect(await ids(handle, { from: 'ab', before: 'b' })).toEqual(['1', '2']);
      expect(await ids(handle, { prefix: 'a', from: 'ab', before: 'abc' })).toEqual(['1']);
      expect(await ids(handle, { prefix: 'x' })).toEqual([]);
      await expect(handle.list('none', { limit: 1 })).rejects.toThrow(/none/);
    });

    it('lists everything by id, with a key or without', async () => {
      const handle = await filled();
      const listed = async (options: Omit<ListOptions, 'limit'>): Promise<string[]> => {
        const all = await idsByPage(handle, { index: null, limit: 4, ...options });
        expect((await handle.list(null, { ...options, limit: 100 })).documents.map(({ id }) => id)).toEqual(
          all,
        );
        return all;
      };
      const all = ['0', '1', '2', '3', '4', '5', '6', '7', '8', 'unlisted'];
      expect(await listed({})).toEqual(all);
      expect(await listed({ backwards: true })).toEqual(all.toReversed());
      expect(await listed({ prefix: 'un' })).toEqual(['unlisted']);
      expect(await listed({ from: '3', before: '5' })).toEqual(['3', '4']);
    });

    it('goes on from a cursor, within equal keys too', async () => {
      const handle = await filled();
      for (const backwards of [false, true]) {
        const all = await ids(handle, { backwards });
        for (const limit of [1, 2, 4, 9]) {
          expect((await handle.list('name', { limit, backwards })).documents).toHaveLength(limit);
          expect(await idsByPage(handle, { limit, backwards })).toEqual(all);
        }
      }
      await expect(handle.list('name', { limit: 1, after: 'nonsense' })).rejects.toThrow(/cursor/);
    });

    it('builds a copy beside the live one and puts it in its place at once', async () => {
      const handle = await opened();
      await handle.write([document('old', 1, { name: 'x' })], guard(1));
      const leftOver = await fresh().shadow(model);
      await leftOver.write([document('left over', 1)], guard(1));
      const shadow = await fresh().shadow(model);
      expect(await shadow.checkpoint()).toBeNull();
      expect(await shadow.get('left over')).toBeUndefined();
      await shadow.write([document('new', 1, { name: 'x' })], guard(9));
      expect(await ids(handle, {})).toEqual(['old']);
      await fresh().swap(model);
      expect(await ids(handle, {})).toEqual(['new']);
      expect(await handle.checkpoint()).toBe(guard(9));
      expect(await ids(await opened(), {})).toEqual(['new']);
      await handle.write([document('newer', 1, { name: 'y' })], guard(10));
      expect(await ids(handle, {})).toEqual(['new', 'newer']);
      await expect(fresh().swap(model)).rejects.toThrow(/sample-model/);
    });

    it('keeps models apart', async () => {
      const handle = await opened();
      const other = await fresh().open({ ...model, name: 'other' });
      await handle.write([document('1', 1)], guard(1));
      expect(await other.get('1')).toBeUndefined();
      expect(await other.checkpoint()).toBeNull();
    });

    readModelsExtremes(fresh);
  });
};
