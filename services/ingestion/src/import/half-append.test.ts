import type { RecordedEvent } from '@cauce/contracts';
import type { EventStore, StreamAppend } from '@cauce/ports';
import { describe, expect, it } from '@jest/globals';
import { csvOf, debtRow, openRig, paymentRow, type Rig } from './testing/rig.ts';

const EARLY = csvOf([
  paymentRow({ jurisdiction: 'CO', zone: 'America/Bogota', currency: 'COP', amount: '50' }),
]);
const FILE = csvOf([
  debtRow(),
  debtRow({ obligation: 'O2', principal: '300' }),
  debtRow({ obligation: 'O3', document_number: '1030000002', given_name: 'Luis', phone_1: '3007654321' }),
  debtRow({ obligation: 'O4', principal: 'much' }),
  paymentRow({ obligation: 'O2' }),
  paymentRow({ obligation: 'O2' }),
]);

type Append = EventStore['append'];

/** Appends the first streams of the first call that writes more than one, and no more of it. */
const breaking = (append: Append, streams: number, broken: () => ReturnType<Append>): Append => {
  let done = false;
  return async (appends) => {
    const writing = appends.filter(({ events }) => events.length > 0);
    if (done || writing.length < 2) return append(appends);
    done = true;
    expect(writing).toHaveLength(STREAMS);
    const written: readonly StreamAppend[] = writing.slice(0, streams);
    await append(written);
    return broken();
  };
};

/** Everything on the log by stream, but what the imports say of themselves. */
const streamsOf = (events: readonly RecordedEvent[]) => {
  const told = events.filter(({ stream }) => !stream.startsWith('import-'));
  const lines = Map.groupBy(told, ({ stream }) => stream);
  return new Map([...lines].map(([stream, all]) => [stream, all.map(({ type, data }) => ({ type, data }))]));
};

const after = async (take: (rig: Rig) => Promise<void>) => {
  const rig = await openRig();
  await rig.take(EARLY);
  await take(rig);
  const streams = streamsOf(await rig.events());
  await rig.close();
  return streams;
};

/** Streams that the file writes in one append: two people, three debts, the payment that waited, the rejects. */
const STREAMS = 7;
const cuts = Array.from({ length: STREAMS - 1 }, (_, n) => n + 1);

describe('an import over a store that appends stream by stream', () => {
  it.each(cuts)('comes to the same end when somebody else was first after %d streams', async (streams) => {
    const whole = await after(async (rig) => void (await rig.take(FILE)));
    const broken = await after(async (rig) => {
      const { store } = rig.core;
      const conflict = async () => ({ ok: false, conflict: 'debt-1' }) as const;
      store.append = breaking(store.append.bind(store), streams, conflict);
      await rig.take(FILE);
    });
    expect(broken).toEqual(whole);
  });

  it.each(cuts)('comes to the same end when it died after %d streams and is run again', async (streams) => {
    const whole = await after(async (rig) => void (await rig.take(FILE)));
    const broken = await after(async (rig) => {
      const { store } = rig.core;
      const append = store.append.bind(store);
      store.append = breaking(append, streams, () => Promise.reject(new Error('died')));
      await expect(rig.take(FILE)).rejects.toThrow('died');
      store.append = append;
      await rig.take(FILE);
    });
    expect(broken).toEqual(whole);
  });
});
