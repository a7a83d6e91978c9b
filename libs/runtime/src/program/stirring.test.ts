import { ManualMonotonic } from '@cauce/adapters/memory';
import { describe, expect, it } from '@jest/globals';
import { eventually, manyTurns } from '../testing/eventually.ts';
import { Stirring } from './stirring.ts';

const workWith = (stir: () => Promise<number>) => ({
  stir,
  settle: async () => {},
  problems: () => [],
  stop: async () => {},
});

describe('stirring', () => {
  it('goes on at once while there is something, and else looks again every second', async () => {
    const monotonic = new ManualMonotonic();
    const due = [2, 1, 0];
    let looks = 0;
    const stirring = new Stirring(
      workWith(async () => due[looks++] ?? 0),
      monotonic,
      () => {},
    );
    await eventually(() => looks === 3);
    await manyTurns();
    expect(looks).toBe(3);
    monotonic.pass(1_000);
    await eventually(() => looks === 4);
    await stirring.stop();
    monotonic.pass(5_000);
    await manyTurns();
    expect(looks).toBe(4);
  });

  it('tells a failure once, and says it until all is well again', async () => {
    const monotonic = new ManualMonotonic();
    const told: string[] = [];
    let looks = 0;
    const stirring = new Stirring(
      workWith(async () => {
        looks += 1;
        if (looks < 4) throw new Error('no route');
        return 0;
      }),
      monotonic,
      (problem) => told.push(problem),
    );
    await eventually(
      () => looks === 3,
      () => monotonic.pass(1_000),
    );
    expect([told, stirring.failure]).toEqual([['no route'], 'no route']);
    await eventually(
      () => looks === 4,
      () => monotonic.pass(1_000),
    );
    await manyTurns();
    expect(stirring.failure).toBeNull();
    await stirring.stop();
  });
});
