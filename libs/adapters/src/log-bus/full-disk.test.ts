import { StorageFullError } from '@cauce/ports';
import { Probe, SampleStreams } from '@cauce/ports/contract';
import { expect, it } from '@jest/globals';
import { openMemory } from '../memory/index.ts';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { LogBus } from './log-bus.ts';

it('a full disk parks nothing and ends the work with its error; after a restart all of it comes', async () => {
  const ports = openMemory({ monotonic: hurriedMonotonic() });
  const streams = new SampleStreams();
  const failures: string[] = [];
  const open = () => LogBus.open({ ...ports, onFailure: (...said) => failures.push(said.join('|')) });
  const full = () => Promise.reject(new StorageFullError('log.db'));
  const probe = new Probe().on('debt-a@1', full);
  const bus = await open();
  const consumer = await bus.consume({ group: 'g', types: ['SampleNoted'], handle: probe.handle });
  await ports.store.append([streams.next('debt-a', 3)]);
  await expect(bus.idle()).rejects.toThrow(StorageFullError);
  await ports.store.append([streams.next('debt-b', 2)]);
  await expect(bus.idle()).rejects.toThrow(StorageFullError);
  await expect(consumer.wake('debt-c', full)).rejects.toThrow(StorageFullError);
  expect(await bus.parked()).toEqual([]);
  expect(failures).toEqual([expect.stringContaining('g|debt-a|')]);
  await bus.close();

  probe.forget('debt-a@1');
  const later = await open();
  await later.consume({ group: 'g', types: ['SampleNoted'], handle: probe.handle });
  await later.idle();
  expect(probe.of('debt-a')).toEqual([0, 1, 1, 2]);
  expect(probe.of('debt-b')).toEqual([0, 1]);
  await later.close();
  await ports.close();
});
