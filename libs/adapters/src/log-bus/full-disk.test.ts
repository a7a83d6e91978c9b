import { type Outcome, StorageFullError } from '@cauce/ports';
import { manyTurns, Probe, SampleStreams } from '@cauce/ports/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualMonotonic, openMemory } from '../memory/index.ts';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { LogBus } from './log-bus.ts';

const full = (): Promise<Outcome> => Promise.reject(new StorageFullError('log.db'));

describe('a full disk', () => {
  let ports: ReturnType<typeof openMemory>;
  let streams: SampleStreams;
  let monotonic: ManualMonotonic;
  let bus: LogBus;
  beforeEach(async () => {
    ports = openMemory({ monotonic: hurriedMonotonic() });
    streams = new SampleStreams();
    monotonic = new ManualMonotonic();
    bus = await LogBus.open({ ...ports, monotonic });
  });
  afterEach(async () => {
    await bus.close();
    await ports.close();
  });

  it('lets one key try every five seconds whether there is room, and all of them once there is', async () => {
    const keys = ['debt-a', 'debt-b', 'debt-c'];
    const probe = new Probe();
    for (const key of keys) probe.on(key, full);
    await bus.consume({ group: 'g', types: ['SampleNoted'], handle: probe.handle });
    await ports.store.append(keys.map((key) => streams.next(key, 2)));
    await expect(bus.idle()).rejects.toThrow(StorageFullError);
    expect(probe.seen.splice(0)).toEqual(['debt-a@0', 'debt-b@0', 'debt-c@0']);
    monotonic.pass(4_999);
    await manyTurns();
    expect(probe.seen).toEqual([]);
    monotonic.pass(1);
    await manyTurns();
    monotonic.pass(5_000);
    await manyTurns();
    expect(probe.seen.splice(0)).toEqual(['debt-a@0', 'debt-b@0']);
    await expect(bus.idle()).rejects.toThrow(StorageFullError);
    for (const key of keys) probe.forget(key);
    monotonic.pass(5_000);
    await manyTurns();
    await bus.idle();
    for (const key of keys) expect(probe.of(key)).toEqual([0, 1]);
    expect([bus.standstill, await bus.parked()]).toEqual([null, []]);
  });

  it('loses nothing when the process ends meanwhile', async () => {
    const probe = new Probe().on('debt-a@1', full);
    await bus.consume({ group: 'g', types: ['SampleNoted'], handle: probe.handle });
    await ports.store.append([streams.next('debt-a', 3)]);
    await expect(bus.idle()).rejects.toThrow(StorageFullError);
    await ports.store.append([streams.next('debt-b', 2)]);
    await bus.close();
    probe.forget('debt-a@1');
    bus = await LogBus.open({ ...ports, monotonic });
    await bus.consume({ group: 'g', types: ['SampleNoted'], handle: probe.handle });
    await bus.idle();
    expect(probe.of('debt-a')).toEqual([0, 1, 1, 2]);
    expect(probe.of('debt-b')).toEqual([0, 1]);
  });
});
