import { describe, expect, it } from '@jest/globals';
import type { Leases } from '../leases.ts';
import { type MakeFresh, withFresh } from './fresh.ts';

/** Two takers over the same leases, each with its own monotonic clock, moved by hand. */
export interface TwoTakers {
  readonly one: Leases;
  readonly two: Leases;
  pass(taker: 'one' | 'two', ms: number): void;
}

/** What every keeper of leases must do. */
export const leasesContract = (name: string, make: MakeFresh<TwoTakers>): void => {
  describe(`Leases: ${name}`, () => {
    const fresh = withFresh(make);

    it('gives a free lease to one, and renews it under the same fence', async () => {
      const { one, two } = fresh();
      const lease = await one.acquire('relay', 'first', 1_000);
      expect(lease).toMatchObject({ name: 'relay', owner: 'first' });
      expect(await two.acquire('relay', 'second', 1_000)).toBeNull();
      expect(await one.acquire('relay', 'first', 1_000)).toEqual(lease);
      expect(await two.acquire('other', 'second', 1_000)).not.toBeNull();
    });

    it('passes on with a larger fence when it was given back', async () => {
      const { one, two } = fresh();
      const lease = await one.acquire('relay', 'first', 1_000);
      if (!lease) throw new Error('the lease was free');
      expect(await one.release(lease)).toBe(true);
      expect(await one.release(lease)).toBe(false);
      const next = await two.acquire('relay', 'second', 1_000);
      expect(next?.fence).toBeGreaterThan(lease.fence);
      expect(await one.release(lease)).toBe(false);
      expect(await one.acquire('relay', 'first', 1_000)).toBeNull();
    });

    it('is taken over only after it stood unchanged for its term before the eyes of the taker', async () => {
      const { one, two, pass } = fresh();
      const lease = await one.acquire('relay', 'first', 1_000);
      pass('two', 5_000);
      expect(await two.acquire('relay', 'second', 10)).toBeNull();
      pass('two', 999);
      expect(await two.acquire('relay', 'second', 10)).toBeNull();
      await one.acquire('relay', 'first', 1_000);
      pass('two', 1);
      expect(await two.acquire('relay', 'second', 10)).toBeNull();
      pass('two', 999);
      expect(await two.acquire('relay', 'second', 10)).toBeNull();
      pass('two', 1);
      const taken = await two.acquire('relay', 'second', 10);
      expect(taken?.fence).toBeGreaterThan(lease?.fence ?? Number.POSITIVE_INFINITY);
      expect(await one.acquire('relay', 'first', 1_000)).toBeNull();
      expect(lease && (await one.release(lease))).toBe(false);
    });

    it('does not look at the clock of its holder', async () => {
      const { one, two, pass } = fresh();
      await one.acquire('relay', 'first', 1_000);
      expect(await two.acquire('relay', 'second', 1_000)).toBeNull();
      pass('one', 1_000_000);
      expect(await two.acquire('relay', 'second', 1_000)).toBeNull();
    });

    it('goes to one of two who take it at once', async () => {
      const { one, two } = fresh();
      const both = await Promise.all([
        one.acquire('relay', 'first', 1_000),
        two.acquire('relay', 'second', 1_000),
      ]);
      expect(both.filter((lease) => lease !== null)).toHaveLength(1);
    });
  });
};
