import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FinishedOffsets } from './finished-offsets.ts';

describe('FinishedOffsets', () => {
  it('knows nothing until the first message of a partition has come', () => {
    const fresh = new FinishedOffsets(null);
    expect(fresh.next).toBeNull();
    fresh.reach(40);
    expect(fresh.next).toBe(40);
    fresh.add(40);
    expect(fresh.next).toBe(41);
  });

  it('goes past what never comes', () => {
    const finished = new FinishedOffsets(5);
    finished.reach(5);
    finished.reach(9);
    finished.pass(11);
    expect([finished.next, finished.beyond]).toEqual([5, '1-3,5-6']);
    finished.add(5);
    expect([finished.next, finished.beyond]).toEqual([9, '1-2']);
    finished.add(9);
    expect([finished.next, finished.beyond]).toEqual([12, '']);
  });

  it('says the same as a set of numbers, and so does its text to whoever goes on from it', () => {
    const offsets = fc.uniqueArray(fc.nat(60), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), offsets, fc.nat(60), (first, all, handOver) => {
        let finished = new FinishedOffsets(first);
        const set = new Set(Array.from({ length: first }, (_, n) => n));
        all.forEach((offset, n) => {
          if (n === handOver) finished = new FinishedOffsets(finished.next, finished.beyond);
          finished.add(offset);
          set.add(offset);
        });
        let next = 0;
        while (set.has(next)) next += 1;
        expect(finished.next).toBe(next);
        for (let offset = 0; offset <= 61; offset += 1) expect(finished.has(offset)).toBe(set.has(offset));
      }),
    );
  });

  it('keeps its text within what a broker takes', () => {
    const finished = new FinishedOffsets(0);
    for (let offset = 2; offset < 20_000; offset += 2) finished.add(offset);
    expect(finished.beyond.length).toBeLessThanOrEqual(4_000);
    const later = new FinishedOffsets(finished.next, finished.beyond);
    expect([later.has(1), later.has(2), later.has(19_998)]).toEqual([false, true, false]);
  });
});
