import { ManualMonotonic } from '@cauce/adapters/memory';
import { describe, expect, it } from '@jest/globals';
import { eventually, manyTurns } from '../testing/eventually.ts';
import { Loop } from './loop.ts';

describe('a loop', () => {
  it('goes on after the wait that a round asks for, or the usual one, also where it failed', async () => {
    const monotonic = new ManualMonotonic();
    const failures: string[] = [];
    let rounds = 0;
    const loop = new Loop({
      monotonic,
      everyMs: 1_000,
      round: async () => {
        rounds += 1;
        if (rounds === 2) throw new Error('no route');
        return rounds === 1 ? 0 : undefined;
      },
      failed: (reason) => {
        failures.push(reason);
      },
    });
    await eventually(() => rounds === 2);
    await manyTurns();
    expect([rounds, failures]).toEqual([2, ['no route']]);
    for (const wanted of [3, 4]) {
      monotonic.pass(999);
      await manyTurns();
      expect(rounds).toBe(wanted - 1);
      monotonic.pass(1);
      await eventually(() => rounds === wanted);
    }
    await loop.stop();
    monotonic.pass(5_000);
    await manyTurns();
    expect(rounds).toBe(4);
  });

  it('ends when the round under way has, which is told', async () => {
    const over = Promise.withResolvers<undefined>();
    let told = false;
    const loop = new Loop({
      monotonic: new ManualMonotonic(),
      everyMs: 1_000,
      round: (stopping) => {
        stopping.addEventListener('abort', () => {
          told = true;
        });
        return over.promise;
      },
      failed: () => {},
    });
    let stopped = false;
    const stopping = loop.stop().then(() => {
      stopped = true;
    });
    await manyTurns();
    expect([told, loop.stopped, stopped]).toEqual([true, true, false]);
    over.resolve(undefined);
    await stopping;
  });
});
