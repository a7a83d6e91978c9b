import { describe, expect, it } from '@jest/globals';
import { KeyTable } from './key-table.ts';

describe('KeyTable', () => {
  it('keeps the number of each of many keys, and takes a new one', () => {
    const table = new KeyTable();
    const keys = Array.from({ length: 50_000 }, (_unused, index) => `debt|B|P|${index}`);
    for (const [index, key] of keys.entries()) table.set(key, index + 1);
    for (const key of keys.slice(0, 100)) table.set(key, 7);
    expect(table.get('debt|B|P|50000')).toBeUndefined();
    expect(keys.filter((key, index) => table.get(key) !== (index < 100 ? 7 : index + 1))).toEqual([]);
  });
});
