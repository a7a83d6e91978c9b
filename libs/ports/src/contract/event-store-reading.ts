import { categoryOf, type RecordedEvent } from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '../event-store.ts';
import { appended } from './appended.ts';
import { SampleStreams } from './sample-events.ts';

const names = (events: readonly RecordedEvent[]): string[] =>
  events.map(({ stream, revision }) => `${stream}@${revision}`);

/** Everything in the log, page by page. */
const pages = async (
  store: EventStore,
  limit: number,
  categories?: readonly string[],
): Promise<RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for (let after: string | null = null; ; ) {
    const page = await store.readAll({ after, limit, ...(categories && { categories }) });
    expect(page.events.length).toBeLessThanOrEqual(limit);
    expect(page.next).toBe(page.events.at(-1)?.position ?? after);
    all.push(...page.events);
    if (page.atEnd) return all;
    after = page.next;
  }
};

const fill = async (store: EventStore): Promise<RecordedEvent[]> => {
  const streams = new SampleStreams();
  const all: RecordedEvent[] = [];
  for (const stream of [
    'debt-1',
    'contact-1',
    'debt-2',
    'debt-1',
    'portfolio-1',
    'contact-1',
    'debt-2',
    'contact-2',
  ]) {
    all.push(...(await appended(store, streams.next(stream, 2))));
  }
  return all;
};

/** The part of the suite about reading. */
export const eventStoreReading = (store: () => EventStore): void => {
  describe('reading', () => {
    it('reads a stream from any revision, in both directions', async () => {
      await fill(store());
      const read = async (...options: Parameters<EventStore['read']>): Promise<number[]> =>
        (await store().read(...options)).map(({ revision }) => revision);
      expect(await read('debt-1')).toEqual([0, 1, 2, 3]);
      expect(await read('debt-1', { from: 2 })).toEqual([2, 3]);
      expect(await read('debt-1', { from: 1, limit: 2 })).toEqual([1, 2]);
      expect(await read('debt-1', { from: 4 })).toEqual([]);
      expect(await read('debt-1', { backwards: true })).toEqual([3, 2, 1, 0]);
      expect(await read('debt-1', { backwards: true, from: 1 })).toEqual([1, 0]);
      expect(await read('debt-1', { backwards: true, limit: 1 })).toEqual([3]);
      expect(await read('debt-1', { limit: 0 })).toEqual([]);
      expect(await read('debt-none')).toEqual([]);
    });

    it('reads the whole log in the order of appends, page by page', async () => {
      expect(await store().end()).toBeNull();
      expect(await store().readAll({ after: null, limit: 5 })).toEqual({
        events: [],
        next: null,
        atEnd: true,
      });
      const all = await fill(store());
      for (const limit of [1, 3, 16, 100]) expect(await pages(store(), limit)).toEqual(all);
      expect(await store().end()).toBe(all.at(-1)?.position);
      const positions = all.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].sort());
    });

    it('reads some categories only', async () => {
      const all = await fill(store());
      for (const categories of [
        ['debt'],
        ['contact', 'portfolio'],
        ['portfolio', 'debt', 'none'],
        ['none'],
      ]) {
        const expected = all.filter(({ stream }) => categories.includes(categoryOf(stream)));
        for (const limit of [1, 3, 100])
          expect(names(await pages(store(), limit, categories))).toEqual(names(expected));
      }
    });

    it('names the streams of a category', async () => {
      await fill(store());
      const list = async (category: string): Promise<string[]> =>
        (await Array.fromAsync(store().streams(category))).sort();
      expect(await list('debt')).toEqual(['debt-1', 'debt-2']);
      expect(await list('contact')).toEqual(['contact-1', 'contact-2']);
      expect(await list('none')).toEqual([]);
    });
  });
};
