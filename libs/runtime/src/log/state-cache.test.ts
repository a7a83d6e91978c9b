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

  it('lets go of what was not used for a generation', () => {
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
    cache.put('debt-long', folded(6));
    cache.put('debt-d', folded(4));
    cache.put('debt-longer', folded(4));
    expect(['a', 'd', 'longer'].map((name) => cache.get(`debt-${name}`) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('counts a stream that grows once', () => {
    const cache = new StateCache(10);
    cache.put('debt-a', folded(0));
    for (let revision = 0; revision < 8; revision += 1) cache.put('debt-b', folded(revision));
    cache.put('debt-c', folded(0));
    expect(cache.get('debt-a')).toEqual(folded(0));
  });
});
