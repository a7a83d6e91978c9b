import { describe, expect, it } from '@jest/globals';
import { StorageFullError } from '../event-store.ts';
import { done, type Outcome } from '../message-bus.ts';
import { type BusHarness, Probe } from './message-bus-probe.ts';

const types = ['SampleNoted'];

/** The part of the suite about a store that has no room to write. */
export const messageBusFullDisk = (fresh: () => BusHarness): void => {
  describe('a full disk', () => {
    it('parks nothing, and lets the work go on by itself, in order, when there is room again', async () => {
      const { bus, append, failures } = fresh();
      let full = true;
      const probe = new Probe().on('debt-a@1', async () => {
        if (full) throw new StorageFullError('the log');
        return done;
      });
      const consumer = await bus.consume({ group: 'one', types, handle: probe.handle });
      expect(bus.standstill).toBeNull();
      await append('debt-a', 3);
      await expect(bus.idle()).rejects.toThrow(StorageFullError);
      expect(bus.standstill?.message).toMatch(/no space left for the log/);
      await expect(consumer.wake('debt-a', async () => done)).rejects.toThrow(StorageFullError);
      expect([await bus.parked(), failures]).toEqual([[], []]);
      full = false;
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
      answer.reject(new StorageFullError('the log'));
      await expect(queued).rejects.toThrow(StorageFullError);
      await harness.reopen();
      const after = new Probe();
      await harness.bus.consume({ group: 'one', types, handle: after.handle });
      await harness.bus.idle();
      expect(after.of('debt-a')).toEqual([0, 1]);
      expect(woken).toEqual([]);
    });
  });
};
