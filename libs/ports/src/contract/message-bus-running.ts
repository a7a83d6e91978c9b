import { describe, expect, it } from '@jest/globals';
import { done, type Outcome } from '../message-bus.ts';
import { type BusHarness, manyTurns, Probe } from './message-bus-probe.ts';

const types = ['SampleNoted'];

const gated = () => {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  return { act: () => promise, open: () => resolve(done) };
};

/** Whether a promise has been settled by now. */
const watched = (promise: Promise<unknown>) => {
  const state = { settled: false };
  promise.then(() => {
    state.settled = true;
  });
  return state;
};

/** The part of the suite about progress, work of timers, quiescence and the end. */
export const messageBusRunning = (fresh: () => BusHarness): void => {
  describe('progress', () => {
    it('goes on after a restart where it was: nothing again, nothing lost', async () => {
      const harness = fresh();
      const before = new Probe();
      await harness.bus.consume({ group: 'one', types, handle: before.handle });
      await harness.append('debt-a', 3);
      await harness.append('debt-b', 2, 'OtherNoted');
      await harness.bus.idle();
      await harness.reopen();
      await harness.append('debt-a', 1);
      await harness.append('debt-b', 1);
      const after = new Probe();
      await harness.bus.consume({ group: 'one', types, handle: after.handle });
      await harness.bus.idle();
      expect(before.seen).toHaveLength(3);
      expect(after.seen.toSorted()).toEqual(['debt-a@3', 'debt-b@2']);
    });

    it('hands over again what was under way when the process died', async () => {
      const harness = fresh();
      const gate = gated();
      const before = new Probe().on('debt-a@1', gate.act);
      await harness.bus.consume({ group: 'one', types, handle: before.handle });
      await harness.append('debt-a', 3);
      await harness.append('debt-b', 3);
      await Promise.all([before.entered('debt-a@1'), before.entered('debt-b@2')]);
      await harness.die();
      const after = new Probe();
      await harness.bus.consume({ group: 'one', types, handle: after.handle });
      await harness.bus.idle();
      expect(after.of('debt-a').slice(-2)).toEqual([1, 2]);
      expect(new Set([...before.of('debt-b'), ...after.of('debt-b')])).toEqual(new Set([0, 1, 2]));
      gate.open();
    });
  });

  describe('waking', () => {
    it('runs work after what the lane holds, never beside a message of its key', async () => {
      const { bus, append } = fresh();
      const gate = gated();
      const probe = new Probe().on('debt-a@0', gate.act);
      const consumer = await bus.consume({ group: 'one', types, handle: probe.handle });
      await append('debt-a', 2);
      await append('debt-b', 1);
      await Promise.all([probe.entered('debt-a@0'), probe.entered('debt-b@0')]);
      const woken: string[] = [];
      const work = (name: string) => async (): Promise<Outcome> => {
        woken.push(`${name} after ${probe.of('debt-a').join()}`);
        return done;
      };
      const held = consumer.wake('debt-a', work('a'));
      expect(await consumer.wake('debt-b', work('b'))).toBe(true);
      expect(woken).toEqual(['b after 0']);
      gate.open();
      expect(await held).toBe(true);
      expect(woken).toEqual(['b after 0', 'a after 0,1']);
    });

    it('lets a message of the key wait for the work', async () => {
      const { bus, append } = fresh();
      const probe = new Probe();
      const consumer = await bus.consume({ group: 'one', types, handle: probe.handle });
      const gate = gated();
      const woken = consumer.wake('debt-a', gate.act);
      await append('debt-a', 1);
      await append('debt-b', 1);
      await probe.entered('debt-b@0');
      await manyTurns();
      expect(probe.of('debt-a')).toEqual([]);
      gate.open();
      await woken;
      await bus.idle();
      expect(probe.of('debt-a')).toEqual([0]);
    });

    it.each([
      ['throws', () => Promise.reject(new Error('no power'))],
      ['answers poison', async () => ({ kind: 'poison', error: 'no power' }) as const],
      ['answers park', async () => ({ kind: 'park', reason: 'no power' }) as const],
    ])('says that work which %s was not done, and does not park the key', async (_how, work) => {
      const { bus, append, failures } = fresh();
      const probe = new Probe();
      const consumer = await bus.consume({ group: 'one', types, handle: probe.handle });
      expect(await consumer.wake('debt-a', work)).toBe(false);
      expect(failures).toEqual([expect.stringMatching(/^one\|debt-a\|.*no power/s)]);
      expect(await bus.parked()).toEqual([]);
      await append('debt-a', 1);
      await bus.idle();
      expect(probe.of('debt-a')).toEqual([0]);
    });

    it('drops work of a parked key, and of a consumer that stopped', async () => {
      const { bus, append } = fresh();
      const probe = new Probe().on('debt-a@0', async () => ({ kind: 'park', reason: 'no power' }));
      const consumer = await bus.consume({ group: 'one', types, handle: probe.handle });
      let worked = 0;
      const work = async (): Promise<Outcome> => {
        worked += 1;
        return done;
      };
      await append('debt-a', 1);
      await bus.idle();
      expect(await consumer.wake('debt-a', work)).toBe(false);
      await consumer.stop();
      expect(await consumer.wake('debt-b', work)).toBe(false);
      expect(worked).toBe(0);
    });
  });

  describe('quiescence', () => {
    it('is idle only when every group has finished, what the handlers append included', async () => {
      const { bus, append } = fresh();
      const gate = gated();
      const one = new Probe().on('debt-a@0', async () => {
        await append('debt-b');
        return done;
      });
      const two = new Probe().on('debt-b@0', gate.act);
      await bus.consume({ group: 'one', types, handle: one.handle });
      await bus.consume({ group: 'two', types, handle: two.handle });
      await append('debt-a');
      const idle = bus.idle();
      const state = watched(idle);
      await two.entered('debt-b@0');
      await manyTurns();
      expect(state.settled).toBe(false);
      gate.open();
      await idle;
      expect(one.seen).toEqual(['debt-a@0', 'debt-b@0']);
      expect(two.seen).toEqual(['debt-a@0', 'debt-b@0']);
    });

    it('is idle where there is nothing to do', async () => {
      const { bus, append } = fresh();
      await bus.idle();
      await append('debt-a', 1, 'OtherNoted');
      await bus.consume({ group: 'one', types, handle: new Probe().handle });
      await bus.idle();
    });

    it('does not wait for a group that stopped, which may begin again', async () => {
      const { bus, append } = fresh();
      const first = new Probe();
      const consumer = await bus.consume({ group: 'one', types, handle: first.handle });
      await append('debt-a');
      await bus.idle();
      await consumer.stop();
      await append('debt-a');
      await bus.idle();
      const second = new Probe();
      await bus.consume({ group: 'one', types, handle: second.handle });
      await bus.idle();
      expect([first.seen, second.seen]).toEqual([['debt-a@0'], ['debt-a@1']]);
    });
  });

  describe('the end', () => {
    it('stops when the work at hand is done, and takes nothing more', async () => {
      const { bus, append } = fresh();
      const gate = gated();
      const probe = new Probe().on('debt-a@0', gate.act);
      const consumer = await bus.consume({ group: 'one', types, handle: probe.handle });
      await append('debt-a');
      await probe.entered('debt-a@0');
      const stopped = consumer.stop();
      const state = watched(stopped);
      await append('debt-b');
      await manyTurns();
      expect(state.settled).toBe(false);
      gate.open();
      await stopped;
      await manyTurns();
      expect(probe.seen).toEqual(['debt-a@0']);
    });
  });
};
