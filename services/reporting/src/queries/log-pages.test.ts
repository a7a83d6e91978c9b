import { openMemory } from '@cauce/adapters/memory';
import type { EventStore } from '@cauce/ports';
import { SampleStreams } from '@cauce/ports/contract';
import { SystemMonotonic } from '@cauce/runtime';
import { turnsDuring } from '@cauce/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { all } from '../testing/rig.ts';
import { logPages } from './log-pages.ts';

let store: EventStore;
beforeEach(async () => {
  store = openMemory({ monotonic: new SystemMonotonic() }).store;
  const streams = new SampleStreams();
  for (const stream of ['debt-1', 'contact-1', 'debt-2']) await store.append([streams.next(stream, 900)]);
});
afterEach(() => store.close());

it('reads all of the log, or some categories of it', async () => {
  expect((await all(logPages(store))).flat()).toHaveLength(2_700);
  const debts = (await all(logPages(store, ['debt']))).flat();
  expect([...new Set(debts.map(({ stream }) => stream))]).toEqual(['debt-1', 'debt-2']);
});

it('leaves others their turn between two pages', async () => {
  expect(await turnsDuring(() => all(logPages(store)))).toBeGreaterThanOrEqual(2);
});
