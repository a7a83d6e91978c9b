import { type OutgoingEvent, outgoingOf } from '@cauce/contracts';
import { SampleStreams } from '@cauce/ports/contract';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MemoryEventStore } from '../memory/event-store.ts';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { EventStoreDbEventStore } from './event-store.ts';
import { EventStoreDouble } from './testing/double.ts';
import { DoubleLog } from './testing/double-log.ts';

let log: DoubleLog;
let double: EventStoreDouble;
let store: EventStoreDbEventStore;
beforeEach(async () => {
  log = new DoubleLog(new MemoryEventStore(hurriedMonotonic()));
  double = await EventStoreDouble.start({ log });
  store = await EventStoreDbEventStore.open({ url: double.url, monotonic: systemMonotonic });
});
afterEach(async () => {
  await store.close();
  await double.stop();
});

/** The first so many events that a relay gets after a position. */
const fed = async (after: string | null, count: number): Promise<OutgoingEvent[]> => {
  const events: OutgoingEvent[] = [];
  const enough = Promise.withResolvers<void>();
  const subscription = store.follow(after, async (some) => {
    events.push(...some);
    if (events.length >= count) enough.resolve();
  });
  await enough.promise;
  await subscription.close();
  return events;
};

it('a relay gets each event with its bytes and its way, as whoever takes it apart would make them', async () => {
  const streams = new SampleStreams();
  await store.append([streams.next('debt-a', 2, { debtorId: 'ana', text: '¿ñandú? 🐦 "' })]);
  await store.append([streams.next('contact-1', 1, { debtorId: 'ana', channel: 'sms' }, 'ContactCleared')]);
  const { events } = await store.readAll({ after: null, limit: 10 });
  expect(events).toHaveLength(3);
  expect(await fed(null, 3)).toEqual(events.map(outgoingOf));
  expect(await fed(String(events[0]?.position), 2)).toEqual(events.slice(1).map(outgoingOf));
});

it.each([
  ['nothing', undefined],
  ['something of somebody else', Buffer.from('{"$correlationId":"a"}')],
  ['no JSON', Buffer.from('debtor')],
  ['null', Buffer.from('null')],
])('an event beside which %s was written is taken apart for its way', async (_, metadata) => {
  const [event] = new SampleStreams().next('debt-a', 1, { debtorId: 'ana' }).events;
  const { id, type } = event!.envelope;
  const proposed = { id, type, contentType: 'application/octet-stream', data: event!.bytes };
  await log.append('debt-a', -1, [{ ...proposed, ...(metadata ? { metadata } : {}) }], false);
  const { events } = await store.readAll({ after: null, limit: 10 });
  expect(events).toHaveLength(1);
  expect(await fed(null, 1)).toEqual(events.map(outgoingOf));
});
