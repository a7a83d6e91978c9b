import { decodeEvent, type RecordedEvent } from '@cauce/contracts';
import type { EventStore, StoreSubscription, StreamAppend } from '@cauce/ports';

/** A fault planted into a store that has none: what it does otherwise. */
export type Mutation = (store: EventStore) => Partial<EventStore>;

type Deliver = (events: readonly RecordedEvent[]) => Promise<void>;
type Subscribe = EventStore['subscribe'];

const pretended = (appends: readonly StreamAppend[]): RecordedEvent[] =>
  appends.flatMap(({ events }) => events.map(({ bytes, hash }) => decodeEvent(bytes, 'pretended', hash)));

const swapped = <T>([first, second, ...rest]: readonly T[]): T[] =>
  first === undefined ? [] : second === undefined ? [first] : [second, first, ...rest];

/** A subscription whose deliveries go through something. */
const subscribing =
  (store: EventStore, through: (deliver: Deliver) => Deliver): Subscribe =>
  (options, deliver) =>
    store.subscribe(options, through(deliver));

/** The faults that the suite of event stores must notice, each by what it does. */
export const EVENT_STORE_MUTATIONS: Readonly<Record<string, Mutation>> = {
  'takes a conflict for a success': (store) => ({
    append: async (appends) => {
      const result = await store.append(appends);
      return result.ok ? result : { ok: true };
    },
  }),
  'takes an append of known ids for a repetition': (store) => ({
    append: async (appends) => {
      const result = await store.append(appends);
      const [append] = appends;
      if (result.ok || !append) return result;
      const there = await store.read(append.stream, { from: append.expected.revision + 1 });
      const ids = append.events.map(({ envelope }) => envelope.id);
      const known = ids.length > 0 && ids.every((id, n) => there[n]?.id === id);
      return known ? { ok: true } : result;
    },
  }),
  'does not look at the hash of the head': (store) => ({
    append: async (appends) => {
      const result = await store.append(appends);
      if (result.ok) return result;
      const heads = await Promise.all(appends.map(({ stream }) => store.head(stream)));
      const follows = appends.every(({ expected }, n) => expected.revision === heads[n]?.revision);
      return follows ? { ok: true } : result;
    },
  }),
  'loses the last event of an append': (store) => ({
    append: async (appends) => {
      const shorter = appends.map((one) => ({
        ...one,
        events: one.events.slice(0, Math.max(one.events.length - 1, 1)),
      }));
      const result = await store.append(shorter);
      return result.ok ? { ok: true } : result;
    },
  }),
  'writes the first streams of an append that is refused': (store) => ({
    append: async (appends) => {
      for (const one of appends) {
        const result = await store.append([one]);
        if (!result.ok) return result;
      }
      return { ok: true };
    },
  }),
  'takes appends after it was closed': (store) => ({
    append: async (appends) => store.append(appends).catch(() => ({ ok: true })),
  }),
  'forgets events beyond 64 KiB': (store) => ({
    read: async (stream, options) =>
      (await store.read(stream, options)).filter((event) => JSON.stringify(event).length < 65_536),
  }),
  'reads at most 1,000 events of a stream': (store) => ({
    read: async (stream, options) => (await store.read(stream, options)).slice(0, 1_000),
  }),
  'swaps two events of a stream': (store) => ({
    read: async (stream, options) => swapped(await store.read(stream, options)),
  }),
  'writes names of streams in ASCII': (store) => ({
    read: (stream, options) => store.read(stream.normalize('NFD').replace(/[^\x20-\x7e]/g, ''), options),
  }),
  'begins with the event at the position': (store) => ({
    readAll: async (options) => {
      const page = await store.readAll(options);
      const { events } = await store.readAll({ after: null, limit: 10_000 });
      const at = events.filter(({ position }) => position === options.after);
      return { ...page, events: [...at, ...page.events].slice(0, options.limit) };
    },
  }),
  'skips an event between two pages': (store) => ({
    readAll: async (options) => {
      if (options.after === null) return store.readAll(options);
      const skipped = await store.readAll({ ...options, limit: 1 });
      return store.readAll({ ...options, after: skipped.next });
    },
  }),
  'swaps two events of the log': (store) => ({
    readAll: async (options) => {
      const page = await store.readAll(options);
      return { ...page, events: swapped(page.events) };
    },
  }),
  'tells categories by how names begin': (store) => ({
    readAll: async ({ categories, ...options }) => {
      const page = await store.readAll({ ...options, limit: 10_000 });
      const isOf = ({ stream }: RecordedEvent) =>
        !categories || categories.some((one) => stream.startsWith(one));
      const events = page.events.filter(isOf).slice(0, options.limit);
      return { events, next: events.at(-1)?.position ?? options.after, atEnd: events.length < options.limit };
    },
  }),
  'names streams once for each event': (store) => ({
    streams: async function* (category) {
      const { events } = await store.readAll({ after: null, limit: 10_000, categories: [category] });
      for (const { stream } of events) yield stream;
    },
  }),
  'says that the log ends where it begins': (store) => ({
    end: async () => (await store.readAll({ after: null, limit: 1 })).next,
  }),
  'delivers before it appends': (store) => {
    const subscribers = new Set<Deliver>();
    return {
      append: async (appends) => {
        for (const deliver of subscribers) await deliver(pretended(appends));
        return store.append(appends);
      },
      subscribe: (_options, deliver): StoreSubscription => {
        subscribers.add(deliver);
        return { close: async () => void subscribers.delete(deliver) };
      },
    };
  },
  'delivers everything twice': (store) => ({
    subscribe: subscribing(store, (deliver) => async (events) => {
      await deliver(events);
      await deliver(events);
    }),
  }),
  'delivers the next batch while the last is being worked on': (store) => ({
    subscribe: subscribing(store, (deliver) => async (events) => {
      void deliver(events).catch(() => {});
    }),
  }),
  'skips what was refused': (store) => ({
    subscribe: subscribing(store, (deliver) => (events) => deliver(events).catch(() => {})),
  }),
  'skips the event after the position it begins at': (store) => ({
    subscribe: ({ after, ...options }, deliver) => {
      let first = after !== null;
      return store.subscribe({ after, ...options }, (events) => {
        const kept = first ? events.slice(1) : events;
        first = false;
        return kept.length > 0 ? deliver(kept) : Promise.resolve();
      });
    },
  }),
  'delivers from the beginning whatever the position': (store) => ({
    subscribe: (options, deliver) => store.subscribe({ ...options, after: null }, deliver),
  }),
  'swaps two events of a delivery': (store) => ({
    subscribe: subscribing(store, (deliver) => (events) => deliver(swapped(events))),
  }),
  'closes a subscription without waiting for the batch at work': (store) => ({
    subscribe: (options, deliver) => {
      const subscription = store.subscribe(options, deliver);
      return { close: async () => void subscription.close() };
    },
  }),
};

/** A store with a fault. */
export const mutated = (store: EventStore, mutation: Mutation): EventStore => ({
  atomicAcrossStreams: store.atomicAcrossStreams,
  append: (appends) => store.append(appends),
  head: (stream) => store.head(stream),
  read: (stream, options) => store.read(stream, options),
  readAll: (options) => store.readAll(options),
  end: () => store.end(),
  streams: (category) => store.streams(category),
  subscribe: (options, deliver) => store.subscribe(options, deliver),
  close: () => store.close(),
  ...mutation(store),
});
