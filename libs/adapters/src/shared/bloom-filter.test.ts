import { describe, expect, it } from '@jest/globals';
import { BloomFilter } from './bloom-filter.ts';

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

describe('a Bloom filter', () => {
  it('never says that what was added is absent', () => {
    const filter = new BloomFilter(1 << 10);
    const added = names('debt', 1_000);
    for (const name of added) filter.add(name);
    expect(added.filter((name) => !filter.has(name))).toEqual([]);
  });

  it('says of little that was not added that it is present', () => {
    const filter = new BloomFilter(1 << 17);
    for (const name of names('debt', 4_096)) filter.add(name);
    expect(names('contact', 10_000).filter((name) => filter.has(name)).length).toBeLessThan(20);
  });
});
