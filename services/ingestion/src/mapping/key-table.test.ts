import { hashOf } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import { KeyTable } from './key-table.ts';

describe('KeyTable', () => {
  it('keeps the number of each of many keys, and takes a new one', () => {
    const table = new KeyTable();
    const keys = Array.from({ length: 50_000 }, (_unused, index) => hashOf(`debt|B|P|${index}`));
    for (const [index, key] of keys.entries()) table.set(key, index + 1);
    for (const key of keys.slice(0, 100)) table.set(key, 7);
    expect(table.get(hashOf('debt|B|P|50000'))).toBeUndefined();
    expect(keys.filter((key, index) => table.get(key) !== (index < 100 ? 7 : index + 1))).toEqual([]);
  });

  it('takes over the numbers of another', () => {
    const [table, other] = [new KeyTable(), new KeyTable()];
    table.set(hashOf('a'), 1);
    table.set(hashOf('b'), 1);
    other.set(hashOf('b'), 2);
    for (let index = 0; index < 5_000; index += 1) other.set(hashOf(`c${index}`), 3);
    table.absorb(other);
    expect(['a', 'b', 'c4999', 'd'].map((key) => table.get(hashOf(key)))).toEqual([1, 2, 3, undefined]);
  });
});
