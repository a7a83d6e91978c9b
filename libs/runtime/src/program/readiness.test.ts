import { ManualMonotonic } from '@cauce/adapters/memory';
import { describe, expect, it } from '@jest/globals';
import { manyTurns } from '../testing/eventually.ts';
import { Readiness } from './readiness.ts';

const well = { name: 'well', ask: async () => 1 };

describe('readiness', () => {
  it('is asked of everything that a program stands on, anew each time', async () => {
    let away = true;
    const server = {
      name: 'Kafka',
      ask: async () => {
        if (away) throw new Error('no broker');
      },
    };
    const readiness = new Readiness([well, server], new ManualMonotonic());
    expect(await readiness.problems()).toEqual(['Kafka: no broker']);
    away = false;
    expect(await readiness.problems()).toEqual([]);
  });

  it('does not wait for what does not answer, nor asks it twice at once', async () => {
    const monotonic = new ManualMonotonic();
    const answer = Promise.withResolvers<void>();
    let asked = 0;
    const silent = {
      name: 'MongoDB',
      ask: () => {
        asked += 1;
        return answer.promise;
      },
    };
    const readiness = new Readiness([silent, well], monotonic);
    for (let look = 0; look < 2; look += 1) {
      const problems = readiness.problems();
      await manyTurns();
      monotonic.pass(2_000);
      expect(await problems).toEqual(['MongoDB has not answered for 2 s']);
    }
    expect(asked).toBe(1);
    answer.resolve();
    await manyTurns();
    expect(await readiness.problems()).toEqual([]);
    expect(asked).toBe(2);
  });
});
