import { describe, expect, it } from '@jest/globals';
import type { Leases } from '../leases.ts';
import { type MakeFresh, withFresh } from './fresh.ts';
import { ODD_TEXTS } from './odd-texts.ts';

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
      const names = Array.from({ length: 20 }, (_, n) => `relay ${n}`);
      const taken = await Promise.all(
        names.map((name) =>
          Promise.all([one.acquire(name, 'first', 1_000), two.acquire(name, 'second', 1_000)]),
        ),
      );
      for (const both of taken) expect(both.filter((lease) => lease !== null)).toHaveLength(1);
    });

    it('goes to one of two who take it over at once, or stays with its holder who renews it then', async () => {
      const { one, two, pass } = fresh();
      let fence = (await one.acquire('relay', 'dead', 1_000))?.fence ?? 0;
      for (let round = 0; round < 10; round += 1) {
        const takers = [
          { leases: one, owner: `first ${round}` },
          { leases: two, owner: `second ${round}` },
        ];
        for (const { leases, owner } of takers)
          expect(await leases.acquire('relay', owner, 1_000)).toBeNull();
        pass('one', 1_000);
        pass('two', 1_000);
        const holder = round === 0 ? 'dead' : `holder ${round - 1}`;
        const taken = await Promise.all([
          ...takers.map(({ leases, owner }) => leases.acquire('relay', owner, 1_000)),
          ...(round % 2 === 1 ? [one.acquire('relay', holder, 1_000)] : []),
        ]);
        const [won, ...others] = taken.filter((lease) => lease !== null);
        expect(others).toEqual([]);
        expect(won?.fence).toBe(won?.owner === holder ? fence : fence + 1);
        if (won) expect(await one.release(won)).toBe(true);
        fence = (await one.acquire('relay', `holder ${round}`, 1_000))?.fence ?? 0;
      }
    });

    it('is given back only by who holds it under that fence', async () => {
      const { one, two } = fresh();
      for (const name of ODD_TEXTS) {
        const lease = await one.acquire(name, 'first', 1_000);
        if (!lease) throw new Error('the lease was free');
        expect(await two.release({ ...lease, owner: 'second' })).toBe(false);
        expect(await two.release({ ...lease, fence: lease.fence + 1 })).toBe(false);
        expect(await two.acquire(name, 'second', 1_000)).toBeNull();
        expect(await one.release(lease)).toBe(true);
        expect(await two.acquire(name, 'second', 1_000)).toMatchObject({ name, owner: 'second' });
      }
    });
  });
};
