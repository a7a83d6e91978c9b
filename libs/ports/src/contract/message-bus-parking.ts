import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../message-bus.ts';
import { type BusHarness, eventually, Probe } from './message-bus-probe.ts';

const types = ['SampleNoted'];

const failing: readonly (readonly [string, () => Promise<Outcome>])[] = [
  ['throws', () => Promise.reject(new Error('out of paper'))],
  ['answers poison', async () => ({ kind: 'poison', error: 'out of paper' })],
  ['answers park', async () => ({ kind: 'park', reason: 'out of paper' })],
];

const poison = async (): Promise<Outcome> => ({ kind: 'poison', error: 'out of paper' });

/** The part of the suite about keys that stand still. */
export const messageBusParking = (fresh: () => BusHarness): void => {
  describe('parking', () => {
    it.each(failing)(
      'stops the key of a handler that %s, says so, and lets others go on',
      async (_how, fails) => {
        const { bus, append, failures } = fresh();
        const probe = new Probe().on('debt-a@1', fails);
        await bus.consume({ group: 'one', types, handle: probe.handle });
        await append('debt-a', 4);
        await append('debt-b', 3);
        await bus.idle();
        expect(probe.of('debt-a')).toEqual([0, 1]);
        expect(probe.of('debt-b')).toEqual([0, 1, 2]);
        expect(await bus.parked()).toEqual([
          {
            group: 'one',
            key: 'debt-a',
            reason: expect.stringContaining('out of paper'),
            eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
            eventType: 'SampleNoted',
            stream: 'debt-a',
            revision: 1,
            waiting: 3,
          },
        ]);
        expect(failures).toEqual([expect.stringMatching(/^one\|debt-a\|.*out of paper/s)]);
      },
    );

    it.each(['done', 'duplicate'] as const)('goes on after %s', async (kind) => {
      const { bus, append } = fresh();
      const probe = new Probe().on('debt-a', async () => ({ kind }));
      await bus.consume({ group: 'one', types, handle: probe.handle });
      await append('debt-a', 3);
      await bus.idle();
      expect(probe.of('debt-a')).toEqual([0, 1, 2]);
      expect(await bus.parked()).toEqual([]);
    });

    it('goes on after a deferral: the timer is not the bus’s', async () => {
      const { bus, append } = fresh();
      const until = '2026-03-02T00:00:00.000Z';
      const probe = new Probe().on('debt-a@0', async () => ({ kind: 'defer', until }));
      await bus.consume({ group: 'one', types, handle: probe.handle });
      await append('debt-a', 2);
      await bus.idle();
      expect(probe.of('debt-a')).toEqual([0, 1]);
    });

    it('parks a key for one group only', async () => {
      const { bus, append } = fresh();
      const one = new Probe().on('debt-a@0', poison);
      const two = new Probe();
      await bus.consume({ group: 'one', types, handle: one.handle });
      await bus.consume({ group: 'two', types, handle: two.handle });
      await append('debt-a', 2);
      await bus.idle();
      expect([one.of('debt-a'), two.of('debt-a')]).toEqual([[0], [0, 1]]);
      expect(await bus.unpark('two', 'debt-a')).toBe(false);
    });

    it('replays an un-parked key in order, then goes on', async () => {
      const { bus, append } = fresh();
      const probe = new Probe().on('debt-a@1', poison);
      await bus.consume({ group: 'one', types, handle: probe.handle });
      await append('debt-a', 4);
      await append('debt-b', 1);
      await bus.idle();
      probe.forget('debt-a@1');
      expect(await bus.unpark('one', 'debt-a')).toBe(true);
      expect(probe.of('debt-a')).toEqual([0, 1, 1, 2, 3]);
      expect(probe.of('debt-b')).toEqual([0]);
      expect(await bus.parked()).toEqual([]);
      await append('debt-a', 2);
      await bus.idle();
      expect(probe.of('debt-a')).toEqual([0, 1, 1, 2, 3, 4, 5]);
      expect(await bus.unpark('one', 'debt-a')).toBe(false);
      expect(await bus.unpark('one', 'debt-never')).toBe(false);
    });

    it('keeps the order of what comes while a key is replayed', async () => {
      const { bus, append } = fresh();
      const probe = new Probe().on('debt-a@0', poison);
      await bus.consume({ group: 'one', types, handle: probe.handle });
      await append('debt-a', 2);
      await bus.idle();
      const gate = Promise.withResolvers<Outcome>();
      probe.on('debt-a@0', () => gate.promise);
      const unparked = bus.unpark('one', 'debt-a');
      await append('debt-a', 2);
      gate.resolve({ kind: 'done' });
      expect(await unparked).toBe(true);
      await bus.idle();
      expect(probe.of('debt-a')).toEqual([0, 0, 1, 2, 3]);
      expect(probe.clashes).toEqual([]);
    });

    it('parks again where the replay fails, at the message that failed', async () => {
      const { bus, append, failures } = fresh();
      const probe = new Probe().on('debt-a@0', poison);
      await bus.consume({ group: 'one', types, handle: probe.handle });
      await append('debt-a', 4);
      await bus.idle();
      probe.forget('debt-a@0');
      probe.on('debt-a@2', async () => ({ kind: 'park', reason: 'out of ink' }));
      await bus.unpark('one', 'debt-a');
      expect(probe.of('debt-a')).toEqual([0, 0, 1, 2]);
      expect(await bus.parked()).toMatchObject([
        { key: 'debt-a', reason: 'out of ink', revision: 2, waiting: 2 },
      ]);
      await bus.unpark('one', 'debt-a');
      expect(probe.of('debt-a')).toEqual([0, 0, 1, 2, 2]);
      expect(failures).toEqual(['one|debt-a|out of paper', 'one|debt-a|out of ink', 'one|debt-a|out of ink']);
    });

    it('still holds its parked keys after a restart, and replays them in order with what came since', async () => {
      const harness = fresh();
      const before = new Probe().on('debt-a@1', poison);
      await harness.bus.consume({ group: 'one', types, handle: before.handle });
      await harness.append('debt-a', 3);
      await harness.bus.idle();
      const parked = await harness.bus.parked();
      await harness.reopen();
      expect(await harness.bus.parked()).toEqual(parked);
      const after = new Probe();
      await harness.bus.consume({ group: 'one', types, handle: after.handle });
      await harness.append('debt-a', 1);
      await harness.append('debt-b', 1);
      await harness.bus.idle();
      expect(after.seen).toEqual(['debt-b@0']);
      expect(await harness.bus.parked()).toMatchObject([{ revision: 1, waiting: 3 }]);
      await harness.bus.unpark('one', 'debt-a');
      expect(after.of('debt-a')).toEqual([1, 2, 3]);
      await harness.reopen();
      expect(await harness.bus.parked()).toEqual([]);
    });

    it('remembers a key that parks again after it was un-parked and the bus restarted', async () => {
      const harness = fresh();
      const failing = new Probe().on('debt-a@0', poison).on('debt-a@1', poison);
      await harness.bus.consume({ group: 'one', types, handle: failing.handle });
      await harness.append('debt-a', 1);
      await harness.bus.idle();
      failing.forget('debt-a@0');
      await harness.bus.unpark('one', 'debt-a');
      await harness.reopen();
      await harness.bus.consume({ group: 'one', types, handle: failing.handle });
      await harness.append('debt-a', 1);
      await harness.bus.idle();
      await harness.reopen();
      expect(await harness.bus.parked()).toMatchObject([{ key: 'debt-a', revision: 1, waiting: 1 }]);
    });

    it('waits for each message once, also when the process died before it kept its progress', async () => {
      const harness = fresh();
      const stuck = Promise.withResolvers<Outcome>();
      const before = new Probe().on('debt-stuck@0', () => stuck.promise).on('debt-a@0', poison);
      await harness.bus.consume({ group: 'one', types, handle: before.handle });
      await harness.append('debt-stuck', 1);
      await harness.append('debt-a', 3);
      await harness.append('debt-b', 1);
      await before.entered('debt-b@0');
      await eventually(() => harness.bus.parked(), [{ revision: 0, waiting: 3 }]);
      await harness.die();
      const after = new Probe();
      await harness.bus.consume({ group: 'one', types, handle: after.handle });
      await harness.bus.idle();
      expect(after.of('debt-stuck')).toEqual([0]);
      expect(await harness.bus.parked()).toMatchObject([{ revision: 0, waiting: 3 }]);
      await harness.bus.unpark('one', 'debt-a');
      expect(after.of('debt-a')).toEqual([0, 1, 2]);
      stuck.resolve({ kind: 'done' });
    });
  });
};
