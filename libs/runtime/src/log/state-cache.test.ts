import { NO_HASH } from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import { StateCache } from './state-cache.ts';

const folded = (revision: number) => ({
  head: { revision, hash: NO_HASH, recordedAt: null },
  state: revision,
});

describe('StateCache', () => {
  it('keeps the newer of two', () => {
    const cache = new StateCache(10);
    cache.put('debt-a', folded(3));
    cache.put('debt-a', folded(2));
    expect(cache.get('debt-a')).toEqual(folded(3));
    cache.put('debt-a', folded(4));
    expect(cache.get('debt-a')).toEqual(folded(4));
  });

  it('lets go of what was used longest ago', () => {
    const cache = new StateCache(2);
    cache.put('debt-a', folded(0));
    cache.put('debt-b', folded(0));
    cache.get('debt-a');
    cache.put('debt-c', folded(0));
    expect(['a', 'b', 'c'].map((name) => cache.get(`debt-${name}`) !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('counts a long stream for as much as its events', () => {
    const cache = new StateCache(10);
    for (const name of ['a', 'b', 'c']) cache.put(`debt-${name}`, folded(0));
    cache.put('debt-long', folded(7));
    expect(['a', 'b', 'c', 'long'].map((name) => cache.get(`debt-${name}`) !== undefined)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    cache.put('debt-long', folded(8));
    expect(cache.get('debt-b')).toBeUndefined();
    cache.put('debt-longer', folded(10));
    expect(cache.get('debt-longer')).toBeUndefined();
  });
});
