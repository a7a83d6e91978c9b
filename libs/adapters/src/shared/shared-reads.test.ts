import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { SharedReads } from './shared-reads.ts';

/** Reads that end when they are told to, each with its number. */
const numbered = () => {
  const begun: PromiseWithResolvers<number>[] = [];
  return {
    begun,
    read: () => {
      const one = Promise.withResolvers<number>();
      begun.push(one);
      return one.promise;
    },
  };
};

describe('reads of the same', () => {
  it('that are asked for while one is under way share the next', async () => {
    const { begun, read } = numbered();
    const shared = new SharedReads<number>();
    const first = shared.read('a', read);
    const later = [shared.read('a', read), shared.read('a', read)];
    expect(begun).toHaveLength(1);
    begun[0]?.resolve(1);
    expect(await first).toBe(1);
    await setImmediate();
    expect(begun).toHaveLength(2);
    begun[1]?.resolve(2);
    expect(await Promise.all(later)).toEqual([2, 2]);
    expect(begun).toHaveLength(2);
  });

  it('never wait for those of something else', () => {
    const { begun, read } = numbered();
    const shared = new SharedReads<number>();
    void shared.read('a', read);
    void shared.read('b', read);
    expect(begun).toHaveLength(2);
  });

  it('begin anew after one that failed', async () => {
    const { begun, read } = numbered();
    const shared = new SharedReads<number>();
    const first = shared.read('a', read);
    const next = shared.read('a', read);
    begun[0]?.reject(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await setImmediate();
    expect(begun).toHaveLength(2);
    begun[1]?.resolve(2);
    expect(await next).toBe(2);
    const after = shared.read('a', read);
    begun[2]?.resolve(3);
    expect(await after).toBe(3);
  });
});
