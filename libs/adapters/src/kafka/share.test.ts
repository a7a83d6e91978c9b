import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ManualMonotonic } from '../shared/manual-monotonic.ts';
import type { Standing } from './owned.ts';
import { AGAIN_MS, HAND_OVER_MS, Share } from './share.ts';

const PLACE = { topic: 'debts', partition: 3 };
const STANDING: Standing = { ...PLACE, offset: '7', metadata: null };

/** A share whose work ends when the test says so. */
const shareOf = (takeOver: () => Promise<readonly Standing[]> = async () => [STANDING]) => {
  const monotonic = new ManualMonotonic();
  const work = Promise.withResolvers<void>();
  let finishes = 0;
  const finish = (): Promise<void> => {
    finishes += 1;
    return work.promise;
  };
  const ending = new AbortController();
  const share = new Share({ monotonic, takeOver, finish, ending: ending.signal });
  return { share, monotonic, end: work.resolve, finishes: () => finishes, leave: () => ending.abort() };
};

describe('a share of a group', () => {
  it('is nothing at first, and goes on from where the owner before was', async () => {
    const { share } = shareOf();
    expect((await share.owned).owns(3)).toBe(false);
    share.give([PLACE]);
    const owned = await share.owned;
    expect([owned.owns(3), owned.owns(4), owned.get(PLACE)?.finished.next]).toEqual([true, false, 7]);
  });

  it('begins no work once the next division is asked for, and is handed over when what was begun is finished', async () => {
    const { share, end, finishes } = shareOf();
    share.give([PLACE]);
    const { owned } = share;
    expect(share.isOpen(owned)).toBe(true);
    expect([share.handedOver(), share.handedOver(), finishes()]).toEqual([false, false, 1]);
    expect(share.isOpen(owned)).toBe(false);
    expect(await share.mine()).toBe(await owned);
    end();
    await turn();
    expect(share.handedOver()).toBe(true);
    expect(await share.mine()).toBeNull();
  });

  it('is handed over all the same when that takes too long', async () => {
    const { share, monotonic } = shareOf();
    expect(share.handedOver()).toBe(false);
    monotonic.pass(HAND_OVER_MS - 1);
    await turn();
    expect(share.handedOver()).toBe(false);
    monotonic.pass(1);
    await turn();
    expect(share.handedOver()).toBe(true);
  });

  it('is open again after the division, for what is owned now alone', async () => {
    const { share, end } = shareOf();
    share.give([PLACE]);
    const before = share.owned;
    share.handedOver();
    end();
    await turn();
    share.give([PLACE]);
    expect([share.isOpen(before), share.isOpen(share.owned)]).toEqual([false, true]);
    expect(await share.mine()).toBe(await share.owned);
  });

  it('says why where it could not be taken over, and then has nothing to tell the broker', async () => {
    const { share } = shareOf(() => Promise.reject(new Error('no broker')));
    share.give([PLACE]);
    await expect(share.owned).rejects.toThrow('no broker');
    expect(await share.mine()).toBeNull();
  });

  it('is taken over later where that failed, though no message comes, until it is given away or left', async () => {
    let tries = 0;
    const { share, monotonic, leave } = shareOf(async () => {
      tries += 1;
      if (tries !== 2) throw new Error('no database');
      return [STANDING];
    });
    share.give([PLACE]);
    await expect(share.owned).rejects.toThrow('no database');
    await turn();
    monotonic.pass(AGAIN_MS);
    await turn();
    expect((await share.owned).owns(3)).toBe(true);
    share.give([PLACE]);
    await turn();
    share.handedOver();
    monotonic.pass(AGAIN_MS);
    await turn();
    expect(tries).toBe(3);
    share.give([PLACE]);
    await turn();
    leave();
    await turn();
    expect(tries).toBe(4);
  });
});
