import { NO_HASH } from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '../event-store.ts';
import { Collected } from './collected.ts';
import { SampleStreams, sampleEvent } from './sample-events.ts';

const append = async (
  store: EventStore,
  streams: SampleStreams,
  stream: string,
  count: number,
): Promise<void> => {
  expect(await store.append([streams.next(stream, count)])).toMatchObject({ ok: true });
};

/** The part of the suite about subscriptions. */
export const eventStoreSubscribing = (store: () => EventStore): void => {
  describe('subscribing', () => {
    it('delivers what was there and what comes, in order, nothing twice', async () => {
      const streams = new SampleStreams();
      await append(store(), streams, 'debt-1', 5);
      const collected = new Collected();
      const subscription = store().subscribe({ after: null, batch: 2 }, collected.take);
      await collected.reach(5);
      for (let n = 0; n < 10; n += 1) await append(store(), streams, `debt-${n % 3}`, 3);
      await collected.reach(35);
      await subscription.close();
      expect(collected.events).toEqual((await store().readAll({ after: null, limit: 100 })).events);
    });

    it('begins after a position and keeps to its categories', async () => {
      const streams = new SampleStreams();
      await append(store(), streams, 'debt-1', 3);
      const after = await store().end();
      const collected = new Collected();
      const subscription = store().subscribe({ after, categories: ['debt', 'address'] }, collected.take);
      await append(store(), streams, 'contact-1', 2);
      await append(store(), streams, 'debt-1', 2);
      await append(store(), streams, 'address-1', 1);
      await collected.reach(3);
      await subscription.close();
      expect(collected.events.map(({ stream, revision }) => `${stream}@${revision}`)).toEqual([
        'debt-1@3',
        'debt-1@4',
        'address-1@0',
      ]);
    });

    it('delivers nothing of an append that was refused', async () => {
      const streams = new SampleStreams();
      const collected = new Collected();
      const subscription = store().subscribe({ after: null }, collected.take);
      const first = streams.next('debt-1');
      expect(await store().append([first])).toMatchObject({ ok: true });
      const late = { ...first, events: [sampleEvent('debt-1', 0, NO_HASH, { late: true })] };
      expect(await store().append([late])).toMatchObject({ ok: false });
      await append(store(), streams, 'debt-2', 1);
      await collected.reach(2);
      await subscription.close();
      expect(collected.events).toEqual((await store().readAll({ after: null, limit: 5 })).events);
    });

    it('hands over one batch at a time, never more than asked', async () => {
      const streams = new SampleStreams();
      await append(store(), streams, 'debt-1', 20);
      const sizes: number[] = [];
      let atWork = 0;
      let most = 0;
      const collected = new Collected();
      const subscription = store().subscribe({ after: null, batch: 3 }, async (events) => {
        atWork += 1;
        most = Math.max(most, atWork);
        sizes.push(events.length);
        await store().head('debt-1');
        atWork -= 1;
        await collected.take(events);
      });
      await collected.reach(20);
      await subscription.close();
      expect(most).toBe(1);
      expect(Math.max(...sizes)).toBe(3);
    });

    it('hands the same batch over again when it was refused', async () => {
      const streams = new SampleStreams();
      await append(store(), streams, 'debt-1', 4);
      const collected = new Collected();
      const offered: string[] = [];
      const subscription = store().subscribe({ after: null, batch: 2 }, async (events) => {
        offered.push(events.map(({ revision }) => revision).join());
        if (offered.length < 3) throw new Error('not now');
        await collected.take(events);
      });
      await collected.reach(4);
      await subscription.close();
      const [first, second, third, ...rest] = offered;
      expect([second, third]).toEqual([first, first]);
      expect([first, ...rest].join()).toBe('0,1,2,3');
    });

    it('delivers nothing after it was closed, and waits for the batch at work', async () => {
      const streams = new SampleStreams();
      await append(store(), streams, 'debt-1', 4);
      const entered = Promise.withResolvers<void>();
      const leave = Promise.withResolvers<void>();
      let offered = 0;
      let delivered = 0;
      const subscription = store().subscribe({ after: null, batch: 2 }, async (events) => {
        offered += events.length;
        entered.resolve();
        await leave.promise;
        delivered += events.length;
      });
      await entered.promise;
      const closed = subscription.close().then(() => delivered);
      const atWork = offered;
      leave.resolve();
      expect(await closed).toBe(atWork);
      await append(store(), streams, 'debt-1', 1);
      expect([offered, delivered]).toEqual([atWork, atWork]);
    });
  });
};
