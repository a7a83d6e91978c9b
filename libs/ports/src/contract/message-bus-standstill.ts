import { describe, expect, it } from '@jest/globals';
import { StorageFullError } from '../event-store.ts';
import { done, type Outcome } from '../message-bus.ts';
import { UnavailableError } from '../unavailable.ts';
import { type BusHarness, Probe } from './message-bus-probe.ts';

const types = ['SampleNoted'];

/** The part of the suite about a store that has no room to write, or does not answer. */
export const messageBusStandstill = (fresh: () => BusHarness): void => {
  const reasons: [string, () => Error][] = [
    ['a full disk', () => new StorageFullError('the log')],
    ['a server that is away', () => new UnavailableError('the log', new Error('connection refused'))],
  ];
  describe.each(reasons)('%s', (_, reason) => {
    it('parks nothing, and lets the work go on by itself, in order, when it is over', async () => {
      const { bus, append, failures } = fresh();
      let stuck = true;
      const probe = new Probe().on('debt-a@1', async () => {
        if (stuck) throw reason();
        return done;
      });
      const consumer = await bus.consume({ group: 'one', types, handle: probe.handle });
      expect(bus.standstill).toBeNull();
      await append('debt-a', 3);
      const { message } = reason();
      await expect(bus.idle()).rejects.toThrow(message);
      expect(bus.standstill?.message).toBe(message);
      await expect(consumer.wake('debt-a', async () => done)).rejects.toThrow(message);
      expect([await bus.parked(), failures]).toEqual([[], []]);
      stuck = false;
      await probe.entered('debt-a@2');
      await bus.idle();
      expect(bus.standstill).toBeNull();
      expect(probe.of('debt-a').filter((revision) => revision !== 1)).toEqual([0, 2]);
      expect(probe.of('debt-a').at(-2)).toBe(1);
      expect(await consumer.wake('debt-a', async () => done)).toBe(true);
    });

    it('is not waited for by work that is queued behind a message, nor by the end', async () => {
      const harness = fresh();
      const answer = Promise.withResolvers<Outcome>();
      const probe = new Probe().on('debt-a@0', () => answer.promise);
      const consumer = await harness.bus.consume({ group: 'one', types, handle: probe.handle });
      await harness.append('debt-a', 2);
      await probe.entered('debt-a@0');
      const woken: string[] = [];
      const queued = consumer.wake('debt-a', async () => {
        woken.push('debt-a');
        return done;
      });
      answer.reject(reason());
      await expect(queued).rejects.toThrow(reason().message);
      await harness.reopen();
      const after = new Probe();
      await harness.bus.consume({ group: 'one', types, handle: after.handle });
      await harness.bus.idle();
      expect(after.of('debt-a')).toEqual([0, 1]);
      expect(woken).toEqual([]);
    });
  });
};
