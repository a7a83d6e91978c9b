import { isDeepStrictEqual } from 'node:util';
import { NO_HASH, type RecordedEvent } from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '../event-store.ts';
import { appended } from './appended.ts';
import { SampleStreams, sampleEvent } from './sample-events.ts';

const place = ({ stream, revision }: RecordedEvent): string => `${stream}@${revision}`;

/** A writer that appends after what it reads; how often it won. */
const compete = async (store: EventStore, stream: string, rounds: number, name: string): Promise<number> => {
  let won = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { revision, hash } = await store.head(stream);
    const event = sampleEvent(stream, revision + 1, hash, { name });
    const result = await store.append([{ stream, expected: { revision, hash }, events: [event] }]);
    if (result.ok) won += 1;
  }
  return won;
};

/** The part of the suite about what is large, strange or at the very edge, where stores tend to differ. */
export const eventStoreEdges = (
  store: () => EventStore,
  /** A second store on the same log, where there may be one. */
  another: () => (() => Promise<EventStore>) | undefined,
): void => {
  describe('at the edges', () => {
    it('keeps events of 900 KB', async () => {
      const streams = new SampleStreams();
      const recorded: RecordedEvent[] = [];
      for (let n = 0; n < 3; n += 1) {
        const append = streams.next('debt-1', 1, { text: 'ñ'.repeat(450_000 + n) });
        recorded.push(...(await appended(store(), append)));
      }
      expect(await store().read('debt-1')).toEqual(recorded);
      expect((await store().readAll({ after: null, limit: 2 })).events).toEqual(recorded.slice(0, 2));
    });

    it('takes 5,000 events in one append, whole and in order', async () => {
      const append = new SampleStreams().next('debt-1', 5_000);
      const recorded = await appended(store(), append);
      expect(recorded).toHaveLength(5_000);
      // Not by `toEqual`: where it fails, it takes seconds to describe how so many differ.
      expect(recorded.findIndex(({ hash }, n) => hash !== append.events[n]?.hash)).toBe(-1);
      expect(isDeepStrictEqual([...(await store().read('debt-1'))], recorded)).toBe(true);
      const last = await store().read('debt-1', { backwards: true, limit: 3 });
      expect(last.map(({ revision }) => revision)).toEqual([4_999, 4_998, 4_997]);
    });

    it('takes any text as the name of a stream', async () => {
      const streams = new SampleStreams();
      const names = [
        'debt-ñandú',
        'debt-😀 /?&=%25',
        'debt-a-b-c',
        'debt',
        'deuda-ß',
        `debt-${'x'.repeat(200)}`,
      ];
      for (const name of names) await appended(store(), streams.next(name, 2));
      for (const name of names)
        expect((await store().read(name)).map(place)).toEqual([`${name}@0`, `${name}@1`]);
      const ofDebt = names.filter((name) => name !== 'deuda-ß');
      expect((await Array.fromAsync(store().streams('debt'))).sort()).toEqual(ofDebt.sort());
    });

    it('tells categories with a common beginning apart', async () => {
      const streams = new SampleStreams();
      const end = Promise.withResolvers<void>();
      const delivered: string[] = [];
      const subscription = store().subscribe({ after: null, categories: ['debt'] }, async (events) => {
        delivered.push(...events.map(place));
        if (delivered.includes('debt-9@0')) end.resolve();
      });
      for (const name of ['debtor-1', 'debt-1', 'debtor', 'debt', 'deb-1', 'debtor-2', 'debt-9']) {
        await appended(store(), streams.next(name));
      }
      await end.promise;
      await subscription.close();
      const ofDebt = ['debt-1@0', 'debt@0', 'debt-9@0'];
      expect(delivered).toEqual(ofDebt);
      const page = await store().readAll({ after: null, limit: 10, categories: ['debt'] });
      expect(page.events.map(place)).toEqual(ofDebt);
      expect((await Array.fromAsync(store().streams('debtor'))).sort()).toEqual([
        'debtor',
        'debtor-1',
        'debtor-2',
      ]);
    });

    it('lets exactly one of many equal appends win', async () => {
      const events = [sampleEvent('debt-1', 0, NO_HASH)];
      const append = { stream: 'debt-1', expected: { revision: -1, hash: NO_HASH }, events };
      const results = await Promise.all(Array.from({ length: 10 }, () => store().append([append])));
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await store().read('debt-1')).toHaveLength(1);
    });

    it('lets one writer win each revision when several processes append to one stream', async () => {
      const open = another();
      const rivals = open ? [store(), await open(), await open()] : [store(), store(), store()];
      const won = await Promise.all(rivals.map((one, n) => compete(one, 'debt-1', 20, `writer ${n}`)));
      const events = await store().read('debt-1');
      expect(events).toHaveLength(won.reduce((sum, one) => sum + one));
      expect(events.map(({ revision }) => revision)).toEqual(events.map((_, n) => n));
      expect(events.slice(1).map(({ prev }) => prev)).toEqual(events.slice(0, -1).map(({ hash }) => hash));
      if (open) await Promise.all(rivals.slice(1).map((one) => one.close()));
    });

    it('reads backwards from the end and from beyond it', async () => {
      await appended(store(), new SampleStreams().next('debt-1', 30));
      const revisions = async (...options: Parameters<EventStore['read']>): Promise<number[]> =>
        (await store().read(...options)).map(({ revision }) => revision);
      expect(await revisions('debt-1', { backwards: true, limit: 2 })).toEqual([29, 28]);
      expect(await revisions('debt-1', { backwards: true, from: 500, limit: 2 })).toEqual([29, 28]);
      expect(await revisions('debt-1', { backwards: true, from: 0 })).toEqual([0]);
      expect(await revisions('debt-1', { from: 29 })).toEqual([29]);
    });

    it('goes on after any position, that of the very last event too', async () => {
      const streams = new SampleStreams();
      for (const name of ['debt-1', 'contact-1', 'debt-1', 'debt-2'])
        await appended(store(), streams.next(name, 3));
      const { events } = await store().readAll({ after: null, limit: 100 });
      for (const [index, { position }] of events.entries()) {
        const page = await store().readAll({ after: position, limit: 100 });
        expect(page.events.map(place)).toEqual(events.slice(index + 1).map(place));
      }
      const end = await store().end();
      expect(await store().readAll({ after: end, limit: 5 })).toEqual({ events: [], next: end, atEnd: true });
    });

    it('delivers to a subscription at the very end only what comes', async () => {
      const streams = new SampleStreams();
      await appended(store(), streams.next('debt-1', 3));
      const first = Promise.withResolvers<void>();
      const delivered: string[] = [];
      const subscription = store().subscribe({ after: await store().end() }, async (events) => {
        delivered.push(...events.map(place));
        first.resolve();
      });
      await appended(store(), streams.next('debt-1'));
      await first.promise;
      await subscription.close();
      expect(delivered).toEqual(['debt-1@3']);
    });
  });
};
