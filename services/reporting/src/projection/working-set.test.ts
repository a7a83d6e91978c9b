import { openMemory } from '@cauce/adapters/memory';
import type { Document, ModelHandle } from '@cauce/ports';
import { SystemMonotonic } from '@cauce/runtime';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WorkingSet } from './working-set.ts';

const guard = (place: number): string => String(place).padStart(16, '0');

/** A document whose list has so many entries. */
const document = (id: string, place: number, entries = 0): Document => ({
  id,
  body: { list: new Array<number>(entries).fill(place) },
  keys: { all: id },
  guard: guard(place),
});

let handle: ModelHandle;
let close: () => Promise<void>;

beforeEach(async () => {
  const ports = openMemory({ monotonic: new SystemMonotonic() });
  close = ports.close;
  handle = await ports.readModels.open({ name: 'sample', version: 1, indexes: ['all'] });
});

afterEach(() => close());

describe('a working set', () => {
  it('knows a document before it is written, and writes its last version only', async () => {
    const set = new WorkingSet(handle);
    set.put(document('a', 1, 3));
    set.put(document('a', 2, 5));
    expect(set.unwrittenEntries).toBe(6);
    expect((await set.load(['a', 'b'])).get('a')).toEqual(document('a', 2, 5));
    expect(await handle.get('a')).toBeUndefined();
    const write = jest.spyOn(handle, 'write');
    await set.write(guard(2));
    expect(write.mock.calls).toEqual([[[document('a', 2, 5)], guard(2)]]);
    expect(set.unwrittenEntries).toBe(0);
  });

  it('keeps what could not be written', async () => {
    const set = new WorkingSet(handle);
    set.put(document('a', 1));
    const full = jest.spyOn(handle, 'write').mockRejectedValueOnce(new Error('the disk is full'));
    await expect(set.write(guard(1))).rejects.toThrow('the disk is full');
    full.mockRestore();
    expect((await set.load(['a'])).size).toBe(1);
    await set.write(guard(1));
    expect(await handle.get('a')).toEqual(document('a', 1));
  });

  it('reads again what it let go of, and only that', async () => {
    const set = new WorkingSet(handle);
    const read = jest.spyOn(handle, 'getMany');
    const ids = Array.from({ length: 100 }, (_, n) => `${n}`);
    for (const id of ids) {
      set.put(document(id, 1, 1_000));
      await set.write(guard(1));
    }
    const found = await set.load(ids);
    expect([...found.keys()].toSorted()).toEqual(ids.toSorted());
    const [[missing = []] = []] = read.mock.calls;
    // The last ones are in memory, and no more of them than two generations hold.
    expect(missing).toEqual(ids.slice(0, missing.length));
    expect(ids.length - missing.length).toBeGreaterThanOrEqual(20);
    expect(ids.length - missing.length).toBeLessThanOrEqual(40);
  });

  it('lists what stands under keys of an index, written or not, once', async () => {
    const set = new WorkingSet(handle);
    for (const id of ['a1', 'a2', 'b1']) set.put(document(id, 1));
    await set.write(guard(1));
    for (const id of ['a2', 'a3', 'b2']) set.put(document(id, 2));
    expect((await set.idsUnder('all', 'a')).toSorted()).toEqual(['a1', 'a2', 'a3']);
  });

  it('asks the copy again after it was told to forget', async () => {
    const set = new WorkingSet(handle);
    set.put(document('a', 1));
    await set.write(guard(1));
    await handle.write([document('a', 2)], guard(2));
    expect((await set.load(['a'])).get('a')).toEqual(document('a', 1));
    set.forget();
    expect((await set.load(['a'])).get('a')).toEqual(document('a', 2));
  });
});
