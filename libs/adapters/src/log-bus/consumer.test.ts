import type { RecordedEvent } from '@cauce/contracts';
import { done, type EventStore } from '@cauce/ports';
import { manyTurns, Probe, SampleStreams } from '@cauce/ports/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openMemory } from '../memory/index.ts';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { LogBus } from './log-bus.ts';

const types = ['SampleNoted'];
const monotonic = hurriedMonotonic();

let ports: ReturnType<typeof openMemory>;
let streams: SampleStreams;

beforeEach(() => {
  ports = openMemory({ monotonic });
  streams = new SampleStreams();
});
afterEach(() => ports.close());

/** The store, counting the events that its subscribers have taken. */
const counting = (store: EventStore, count: (events: number) => void): EventStore => ({
  ...(Object.fromEntries(
    (['append', 'head', 'read', 'readAll', 'end', 'streams', 'close'] as const).map((name) => [
      name,
      store[name].bind(store),
    ]),
  ) as Omit<EventStore, 'subscribe' | 'atomicAcrossStreams'>),
  atomicAcrossStreams: store.atomicAcrossStreams,
  subscribe: (options, deliver) =>
    store.subscribe(options, (events: readonly RecordedEvent[]) => {
      count(events.length);
      return deliver(events);
    }),
});

describe('a consumer of the log', () => {
  it('takes no more from the log than it may have under way', async () => {
    let taken = 0;
    const store = counting(ports.store, (events) => {
      taken += events;
    });
    const bus = await LogBus.open({ ...ports, monotonic, store });
    const blocked = Promise.withResolvers<typeof done>();
    let handled = 0;
    for (let n = 0; n < 10; n += 1) {
      await ports.store.append(Array.from({ length: 1_000 }, (_, m) => streams.next(`debt-${n}-${m}`)));
    }
    const handle = async () => {
      handled += 1;
      return blocked.promise;
    };
    await bus.consume({ group: 'one', types, handle, concurrency: 8 });
    await manyTurns();
    expect(handled).toBe(8);
    expect(taken).toBeGreaterThan(4_000);
    expect(taken).toBeLessThan(5_000);
    blocked.resolve(done);
    await bus.idle();
    expect(handled).toBe(10_000);
    await bus.close();
  });

  it('goes on, nothing twice, after its progress could not be written down', async () => {
    const { checkpoints } = ports;
    let refusals = 2;
    const troubled = {
      get: (name: string) => checkpoints.get(name),
      set: async (name: string, value: string, expected: string | null) => {
        refusals -= 1;
        if (refusals >= 0) throw new Error('no space left');
        return checkpoints.set(name, value, expected);
      },
    };
    const bus = await LogBus.open({ ...ports, monotonic, checkpoints: troubled });
    const probe = new Probe();
    await bus.consume({ group: 'one', types, handle: probe.handle });
    await ports.store.append([streams.next('debt-a', 3)]);
    await probe.entered('debt-a@2');
    await manyTurns();
    await ports.store.append([streams.next('debt-b', 3)]);
    await probe.entered('debt-b@2');
    await manyTurns();
    await bus.idle();
    expect(probe.seen).toHaveLength(6);
    expect(await checkpoints.get('bus:one')).toBe(await ports.store.end());
    await bus.close();
  });

  it('says so when another process moves its progress', async () => {
    const bus = await LogBus.open({ ...ports, monotonic });
    await bus.consume({ group: 'one', types, handle: new Probe().handle });
    await ports.checkpoints.set('bus:one', '0000000000000009', null);
    await ports.store.append([streams.next('debt-a', 1)]);
    await expect(bus.idle()).rejects.toThrow('the progress of one was moved by somebody else');
  });
});
