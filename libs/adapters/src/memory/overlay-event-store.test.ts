import { eventStoreContract, SampleStreams } from '@cauce/ports/contract';
import { describe, expect, it } from '@jest/globals';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { MemoryEventStore } from './event-store.ts';
import { OverlayEventStore } from './overlay-event-store.ts';

const overlay = () => {
  const base = new MemoryEventStore(hurriedMonotonic());
  return { base, store: new OverlayEventStore(base, hurriedMonotonic()) };
};

eventStoreContract('overlay', async () => {
  const { store } = overlay();
  return { store, dispose: () => store.close() };
});

describe('a log laid over another', () => {
  it('goes on where the streams below are, and writes nothing there', async () => {
    const { base, store } = overlay();
    const streams = new SampleStreams();
    await base.append([streams.next('debt-1', 3)]);
    expect(await store.append([streams.next('debt-1', 2)])).toMatchObject({ ok: true });
    expect(await store.head('debt-1')).toMatchObject({ revision: 4 });
    expect(await base.head('debt-1')).toMatchObject({ revision: 2 });
    const revisions = async (options?: Parameters<typeof store.read>[1]) =>
      (await store.read('debt-1', options)).map(({ revision }) => revision);
    expect(await revisions()).toEqual([0, 1, 2, 3, 4]);
    expect(await revisions({ from: 2, limit: 2 })).toEqual([2, 3]);
    expect(await revisions({ from: 3, backwards: true, limit: 3 })).toEqual([3, 2, 1]);
    expect(store.events.map(({ revision }) => revision)).toEqual([3, 4]);
    expect((await store.readAll({ after: null, limit: 10 })).events).toHaveLength(2);
    const positions = (await store.read('debt-1')).map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted());
  });

  it('keeps its own story when the log below goes on', async () => {
    const { base, store } = overlay();
    const streams = new SampleStreams();
    await base.append([streams.next('debt-1', 2)]);
    const fork = new SampleStreams();
    fork.next('debt-1', 2);
    await store.append([fork.next('debt-1', 1)]);
    await base.append([streams.next('debt-1', 3)]);
    expect((await store.read('debt-1')).map(({ revision }) => revision)).toEqual([0, 1, 2]);
    expect(await store.append([streams.next('debt-1', 1)])).toMatchObject({ ok: false, conflict: 'debt-1' });
  });

  it('leaves others their turn with each append, as a real log does', async () => {
    const { store } = overlay();
    const streams = new SampleStreams();
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await store.append([streams.next('debt-1', 1)]);
    expect(turned).toBe(true);
  });
});
