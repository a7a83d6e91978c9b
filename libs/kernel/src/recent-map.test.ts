import { describe, expect, it } from '@jest/globals';
import { RecentMap } from './recent-map.ts';

const keptOf = (map: RecentMap<number>, keys: string): string =>
  [...keys].filter((key) => map.get(key) !== undefined).join('');

describe('RecentMap', () => {
  it('lets go of what was not used for a generation', () => {
    const map = new RecentMap<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).toBe(1);
    map.set('c', 3);
    expect(keptOf(map, 'abc')).toBe('ac');
  });

  it('counts entries by their weight, and one that changes once', () => {
    const map = new RecentMap<number>(10, (weight) => weight);
    for (let weight = 1; weight <= 9; weight += 1) map.set('a', weight);
    expect(map.get('a')).toBe(9);
    map.set('b', 1);
    map.set('c', 10);
    expect(keptOf(map, 'abc')).toBe('c');
  });

  it('forgets what is deleted in both generations, and everything at once', () => {
    const map = new RecentMap<number>(2);
    for (const key of 'abc') map.set(key, 1);
    map.delete('a');
    map.delete('c');
    expect(keptOf(map, 'abc')).toBe('b');
    map.clear();
    expect(keptOf(map, 'abc')).toBe('');
    map.set('d', 1);
    expect(keptOf(map, 'd')).toBe('d');
  });
});
