import { NO_HASH } from '@cauce/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '../event-store.ts';
import { appended } from './appended.ts';
import { eventStoreEdges } from './event-store-edges.ts';
import { eventStoreReading } from './event-store-reading.ts';
import { eventStoreSubscribing } from './event-store-subscribing.ts';
import { SampleStreams, sampleEvent } from './sample-events.ts';

/** How a suite comes by a store that nobody else uses. */
export interface EventStoreHarness {
  readonly store: EventStore;
  /** Closes the store and opens it again on the same data; left out where nothing is kept. */
  readonly reopen?: () => Promise<EventStore>;
  /** Opens one more store on the same log; left out where only one may be open. */
  readonly another?: () => Promise<EventStore>;
  dispose(): Promise<void>;
}

const events = async (store: EventStore, stream: string): Promise<string[]> =>
  (await store.read(stream)).map((event) => event.hash);

/** What every event store must do. */
export const eventStoreContract = (name: string, makeHarness: () => Promise<EventStoreHarness>): void => {
  describe(`EventStore: ${name}`, () => {
    let harness: EventStoreHarness;
    let store: EventStore;
    let streams: SampleStreams;
    beforeEach(async () => {
      harness = await makeHarness();
      store = harness.store;
      streams = new SampleStreams();
    });
    afterEach(() => harness.dispose());

    it('gives back what was appended, byte for byte the same event', async () => {
      const append = streams.next('debt-1', 3, { name: 'Ñandú "x" 😀', list: [1, null, { a: '' }] });
      const recorded = await appended(store, append);
      expect(recorded.map(({ position: _, hash: __, ...envelope }) => envelope)).toEqual(
        append.events.map(({ envelope }) => envelope),
      );
      expect(recorded.map(({ hash }) => hash)).toEqual(append.events.map(({ hash }) => hash));
      expect(await store.read('debt-1')).toEqual(recorded);
    });

    it('knows the head of a stream, of one without events too', async () => {
      expect(await store.head('debt-1')).toEqual({ revision: -1, hash: NO_HASH, recordedAt: null });
      const [, last] = await appended(store, streams.next('debt-1', 2));
      expect(await store.head('debt-1')).toEqual({
        revision: 1,
        hash: last?.hash,
        recordedAt: last?.recordedAt,
      });
    });

    it('refuses an append that expects another revision', async () => {
      const first = streams.next('debt-1');
      await appended(store, first);
      const late = { ...first, events: [sampleEvent('debt-1', 0, NO_HASH, { other: true })] };
      expect(await store.append([late])).toEqual({ ok: false, conflict: 'debt-1' });
      const early = streams.next('debt-2', 2);
      const skipping = {
        stream: 'debt-2',
        expected: { revision: 0, hash: early.events[0]?.hash ?? '' },
        events: early.events.slice(1),
      };
      expect(await store.append([skipping])).toEqual({ ok: false, conflict: 'debt-2' });
      expect(await events(store, 'debt-1')).toEqual([first.events[0]?.hash]);
      expect(await events(store, 'debt-2')).toEqual([]);
    });

    it('refuses an append that expects another hash at the same revision', async () => {
      await appended(store, streams.next('debt-1'));
      const other = sampleEvent('debt-1', 0, NO_HASH, { other: true });
      const forged = {
        stream: 'debt-1',
        expected: { revision: 0, hash: other.hash },
        events: [sampleEvent('debt-1', 1, other.hash)],
      };
      expect(await store.append([forged])).toEqual({ ok: false, conflict: 'debt-1' });
      expect(await events(store, 'debt-1')).toHaveLength(1);
    });

    it('throws on events that do not follow what they expect', async () => {
      const append = streams.next('debt-1', 2);
      await expect(store.append([{ ...append, events: append.events.slice(1) }])).rejects.toThrow(/revision/);
      await expect(store.append([{ ...append, stream: 'debt-2' }])).rejects.toThrow(/debt-1/);
      const unchained = [append.events[0], sampleEvent('debt-1', 1, NO_HASH)].filter(
        (event) => event !== undefined,
      );
      await expect(store.append([{ ...append, events: unchained }])).rejects.toThrow(/hash/);
      expect(await store.end()).toBeNull();
    });

    it('demands a head without writing when there are no events', async () => {
      await appended(store, streams.next('debt-1'));
      const expected = streams.head('debt-1');
      expect(await store.append([{ stream: 'debt-1', expected, events: [] }])).toEqual({ ok: true });
      const stale = { stream: 'debt-1', expected: { revision: -1, hash: NO_HASH }, events: [] };
      expect(await store.append([streams.next('debt-2'), stale])).toEqual({ ok: false, conflict: 'debt-1' });
      expect(await store.append([])).toEqual({ ok: true });
    });

    it('writes several streams as it promises', async () => {
      await appended(store, streams.next('debt-1'));
      const stale = {
        ...streams.next('debt-1'),
        expected: { revision: -1, hash: NO_HASH },
        events: [sampleEvent('debt-1', 0, NO_HASH)],
      };
      const result = await store.append([streams.next('debt-2', 2), stale, streams.next('debt-3')]);
      expect(result).toEqual({ ok: false, conflict: 'debt-1' });
      // Whole or not at all; not at all where all are written or none.
      expect(store.atomicAcrossStreams ? [0] : [0, 2]).toContain((await events(store, 'debt-2')).length);
      expect(await events(store, 'debt-3')).toHaveLength(0);
    });

    it('takes the same stream twice in one call, in order', async () => {
      const recorded = await appended(
        store,
        streams.next('debt-1'),
        streams.next('debt-2'),
        streams.next('debt-1', 2),
      );
      expect(recorded.map(({ stream, revision }) => `${stream}@${revision}`)).toEqual([
        'debt-1@0',
        'debt-2@0',
        'debt-1@1',
        'debt-1@2',
      ]);
      expect(await events(store, 'debt-1')).toHaveLength(3);
    });

    it('lets exactly one of many appends at the same head win, and harms no neighbour', async () => {
      const rivals = Array.from({ length: 20 }, (_, n) => ({
        stream: 'debt-1',
        expected: { revision: -1, hash: NO_HASH },
        events: [sampleEvent('debt-1', 0, NO_HASH, { n })],
      }));
      const neighbours = Array.from({ length: 20 }, (_, n) => streams.next(`contact-${n}`, 2));
      const results = await Promise.all(
        rivals.flatMap((rival, n) => {
          const neighbour = neighbours[n];
          return [store.append([rival]), ...(neighbour ? [store.append([neighbour])] : [])];
        }),
      );
      expect(results.filter(({ ok }) => ok)).toHaveLength(21);
      expect(await events(store, 'debt-1')).toHaveLength(1);
      for (let n = 0; n < 20; n += 1) expect(await events(store, `contact-${n}`)).toHaveLength(2);
    });

    it('keeps one stream in order when its appends are not awaited one by one', async () => {
      const results = await Promise.all(
        Array.from({ length: 50 }, () => store.append([streams.next('debt-1')])),
      );
      expect(results.every(({ ok }) => ok)).toBe(true);
      expect((await store.read('debt-1')).map(({ revision }) => revision)).toEqual(
        Array.from({ length: 50 }, (_, n) => n),
      );
    });

    it('takes nothing after it was closed', async () => {
      await store.close();
      await expect(store.append([streams.next('debt-1')])).rejects.toThrow(/closed/);
    });

    it('still has everything after it was opened again', async () => {
      const before = await appended(store, streams.next('debt-1', 2), streams.next('contact-1'));
      if (!harness.reopen) return;
      const again = await harness.reopen();
      expect((await again.readAll({ after: null, limit: 10 })).events).toEqual(before);
      await appended(again, streams.next('debt-1'));
      expect(await again.head('debt-1')).toMatchObject(streams.head('debt-1'));
    });

    eventStoreReading(() => store);
    eventStoreSubscribing(() => store);
    eventStoreEdges(
      () => store,
      () => harness.another,
    );
  });
};
