import type { RecordedEvent } from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import { done, type Outcome } from '../message-bus.ts';
import { type MakeFresh, withFresh } from './fresh.ts';
import { messageBusParking } from './message-bus-parking.ts';
import { type BusHarness, manyTurns, Probe } from './message-bus-probe.ts';
import { messageBusRunning } from './message-bus-running.ts';
import { messageBusStandstill } from './message-bus-standstill.ts';

const types = ['SampleNoted'];
const count = (length: number): number[] => Array.from({ length }, (_, n) => n);

/** What every message bus must do. */
export const messageBusContract = (name: string, make: MakeFresh<BusHarness>): void => {
  describe(`MessageBus: ${name}`, () => {
    const fresh = withFresh(make);

    it('brings every event of a wanted type to every group, once, also those from before the group began', async () => {
      const { bus, append } = fresh();
      await append('debt-a', 2);
      await append('debt-b', 1, 'OtherNoted');
      const one = new Probe();
      const two = new Probe();
      await bus.consume({ group: 'one', types, handle: one.handle });
      await bus.consume({ group: 'two', types: ['SampleNoted', 'OtherNoted'], handle: two.handle });
      await append('debt-a', 1);
      await append('debt-b', 1);
      await bus.idle();
      expect(one.seen.toSorted()).toEqual(['debt-a@0', 'debt-a@1', 'debt-a@2', 'debt-b@1']);
      expect(two.seen.toSorted()).toEqual(['debt-a@0', 'debt-a@1', 'debt-a@2', 'debt-b@0', 'debt-b@1']);
    });

    it('brings of cleared contacts those of the channel that a group names, or all', async () => {
      const { bus, append } = fresh();
      for (const channel of ['email', 'sms', 'email'])
        await append('contact-a', 1, 'ContactCleared', { channel });
      await append('debt-b');
      const cleared = ['SampleNoted', 'ContactCleared'];
      const [all, sms] = [new Probe(), new Probe()];
      await bus.consume({ group: 'all', types: cleared, handle: all.handle });
      await bus.consume({ group: 'sms', types: cleared, channel: 'sms', handle: sms.handle });
      await bus.idle();
      expect(all.seen.toSorted()).toEqual(['contact-a@0', 'contact-a@1', 'contact-a@2', 'debt-b@0']);
      expect(sms.seen.toSorted()).toEqual(['contact-a@1', 'debt-b@0']);
    });

    it('says of every message what it continues, of those that waited behind a parked key too', async () => {
      const { bus, append } = fresh();
      let jammed = true;
      const traces: [unknown, unknown][] = [];
      const handle = async (event: RecordedEvent, trace?: string): Promise<Outcome> => {
        if (jammed) return { kind: 'park', reason: 'out of paper' };
        traces.push([trace, event.trace]);
        return done;
      };
      await bus.consume({ group: 'one', types, handle });
      await append('debt-a', 2);
      await bus.idle();
      jammed = false;
      await bus.unpark('one', 'debt-a');
      await append('debt-a', 1);
      await bus.idle();
      expect(traces).toHaveLength(3);
      for (const [trace, appended] of traces) expect([trace, trace]).toEqual([appended, expect.any(String)]);
    });

    it('refuses a second consumer of a group that runs', async () => {
      const { bus } = fresh();
      await bus.consume({ group: 'one', types, handle: new Probe().handle });
      await expect(bus.consume({ group: 'one', types, handle: new Probe().handle })).rejects.toThrow(/one/);
    });

    it('keeps the order of a key while many keys are at work', async () => {
      const { bus, append } = fresh();
      const probe = new Probe();
      const streams = count(12).map((n) => `debt-${n}`);
      let turn = 0;
      for (const stream of streams) {
        probe.on(stream, async () => {
          turn += 1;
          for (let wait = turn % 7; wait > 0; wait -= 1)
            await new Promise((resolve) => setImmediate(resolve));
          return done;
        });
      }
      for (let round = 0; round < 8; round += 1)
        for (const stream of streams) await append(stream, 1 + (round % 3));
      await bus.consume({ group: 'one', types, handle: probe.handle });
      await bus.idle();
      for (const stream of streams) expect(probe.of(stream)).toEqual(count(15));
      expect(probe.clashes).toEqual([]);
      expect(probe.most).toBeGreaterThan(1);
    });

    it('lets no more keys work at once than the consumer says', async () => {
      const { bus, append } = fresh();
      const probe = new Probe();
      for (const n of count(9)) {
        probe.on(`debt-${n}`, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return done;
        });
      }
      for (const n of count(9)) await append(`debt-${n}`, 3);
      await bus.consume({ group: 'one', types, handle: probe.handle, concurrency: 3 });
      await bus.idle();
      expect(probe.seen).toHaveLength(27);
      expect(probe.most).toBe(3);
    });

    it('does not let a key that never answers hold up another, or another group', async () => {
      const { bus, append } = fresh();
      const stuck = Promise.withResolvers<typeof done>();
      const one = new Probe().on('debt-a@0', () => stuck.promise);
      const two = new Probe();
      await bus.consume({ group: 'one', types, handle: one.handle });
      await bus.consume({ group: 'two', types, handle: two.handle });
      await append('debt-a', 2);
      await one.entered('debt-a@0');
      for (const n of count(40)) await append(`debt-b${n}`, 2);
      await Promise.all([one.entered('debt-b39@1'), two.entered('debt-b39@1'), two.entered('debt-a@1')]);
      await manyTurns();
      expect(one.of('debt-a')).toEqual([0]);
      expect(one.seen).toHaveLength(81);
      stuck.resolve(done);
      await bus.idle();
      expect(one.of('debt-a')).toEqual([0, 1]);
    });

    it('gives other keys their turn while one has a long backlog', async () => {
      const { bus, append } = fresh();
      const probe = new Probe().on('debt-a', async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return done;
      });
      await append('debt-a', 500);
      await append('debt-b', 1);
      await bus.consume({ group: 'one', types, handle: probe.handle, concurrency: 1 });
      await bus.idle();
      expect(probe.seen.indexOf('debt-b@0')).toBeLessThan(250);
      expect(probe.of('debt-a')).toEqual(count(500));
    });

    messageBusParking(fresh);
    messageBusRunning(fresh);
    messageBusStandstill(fresh);
  });
};
