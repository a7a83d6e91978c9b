import { ManualMonotonic, MemoryLeases, openMemory } from '@cauce/adapters/memory';
import { outgoingOf } from '@cauce/contracts';
import type { Checkpoints, LogFeed } from '@cauce/ports';
import { SampleStreams } from '@cauce/ports/contract';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { eventually as until } from '../../testing/eventually.ts';
import { Relays } from '../relays.ts';
import { Way } from './way.ts';

export const TERM_MS = 9_000;
export let shared: ReturnType<typeof openMemory>;
/** Time of the store alone. */
let storeTime: ManualMonotonic;
let streams: SampleStreams;
let stored: ConstructorParameters<typeof MemoryLeases>[1];
/** What came to the bus, in its order, as "stream@revision". */
export let bus: string[];
const running: Relays[] = [];

beforeEach(() => {
  storeTime = new ManualMonotonic();
  shared = openMemory({ monotonic: storeTime });
  streams = new SampleStreams();
  stored = new Map();
  bus = [];
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
  await shared.close();
});

export const eventually = (holds: () => boolean, stir: () => void = () => {}): Promise<void> =>
  until(holds, () => {
    storeTime.pass(1_000);
    stir();
  });

export const append = async (stream: string, count = 1): Promise<void> => {
  const { ok } = await shared.store.append([streams.next(stream, count)]);
  expect(ok).toBe(true);
};

/** What an event of the stream of a contact is cleared for, by the name of the stream. */
const clearedFor = (stream: string) => (stream.startsWith('contact-') ? { channel: stream.slice(8) } : {});

/** The log in memory, as a relay reads it. */
const feed: LogFeed = {
  follow: (after, deliver) =>
    shared.store.subscribe({ after }, (events) =>
      deliver(
        events.map(outgoingOf).map((event) => ({
          ...event,
          route: { ...event.route, ...clearedFor(event.stream) },
        })),
      ),
    ),
};

/** A process with candidates for the relay, its own time and its own way onto the bus. */
export const start = (owner: string, parts = 1, checkpoints: Checkpoints = shared.checkpoints) => {
  const monotonic = new ManualMonotonic();
  const way = new Way(bus);
  const problems: string[] = [];
  const relays = new Relays({
    store: shared.store,
    feed,
    checkpoints,
    leases: new MemoryLeases(monotonic, stored),
    publisher: way,
    monotonic,
    owner,
    parts,
    termMs: TERM_MS,
    tell: (problem) => problems.push(problem),
  });
  running.push(relays);
  return { relays, way, problems, pass: (ms: number) => monotonic.pass(ms) };
};

/** Everything of a stream that the bus has, as a consumer sees it that drops what is older than what it has seen. */
export const seenOf = (stream: string): number[] => {
  const seen: number[] = [];
  for (const one of bus) {
    const [name, revision] = one.split('@');
    if (name === stream && Number(revision) > (seen.at(-1) ?? -1)) seen.push(Number(revision));
  }
  return seen;
};
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
