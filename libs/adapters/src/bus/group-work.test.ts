import { decodeEvent } from '@cauce/contracts';
import type { Outcome } from '@cauce/ports';
import { sampleEvent } from '@cauce/ports/contract';
import { expect, it } from '@jest/globals';
import { ManualMonotonic, openMemory } from '../memory/index.ts';
import { GroupWork } from './group-work.ts';
import { Parking } from './parking.ts';

it('tells with a failure what it continues, of a message and of the work of a timer', async () => {
  const monotonic = new ManualMonotonic();
  const { store, parkedMessages } = openMemory({ monotonic });
  const told: unknown[] = [];
  const fails = async (): Promise<Outcome> => ({ kind: 'park', reason: 'no ink' });
  const work = new GroupWork({
    consumer: { group: 'one', types: ['SampleNoted'], handle: fails },
    store,
    parking: await Parking.open(parkedMessages),
    monotonic,
    onFailure: (...failure) => told.push(failure),
  });
  const { bytes, hash } = sampleEvent('debt-a', 0, '0'.repeat(64));
  const event = decodeEvent(bytes, '1', hash);
  await work.wake('debt-b', fails, 'of a timer');
  await work.take({ key: 'debt-a', event: () => event, trace: 'of its sending' });
  await work.take({ key: 'debt-c', event: () => ({ ...event, stream: 'debt-c' }) });
  expect(told).toEqual([
    ['one', 'debt-b', 'no ink', 'of a timer'],
    ['one', 'debt-a', 'no ink', 'of its sending'],
    ['one', 'debt-c', 'no ink', event.trace],
  ]);
});
