import { ManualMonotonic, MemoryLeases } from '@cauce/adapters/memory';
import type { Leases } from '@cauce/ports';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, manyTurns } from '../testing/eventually.ts';
import { Leased } from './leased.ts';

const TERM_MS = 9_000;
const all: Leased[] = [];
afterEach(async () => {
  await Promise.all(all.splice(0).map((one) => one.stop()));
});

/** A process that would do the work: whether it does, how often it began, and the lease that it sees. */
const candidate = (
  owner: string,
  stored: ConstructorParameters<typeof MemoryLeases>[1],
  through: (leases: Leases) => Leases = (leases) => leases,
) => {
  const monotonic = new ManualMonotonic();
  const problems: string[] = [];
  const begun: (() => boolean)[] = [];
  let working = false;
  let sticks = false;
  const leased = new Leased({
    leases: through(new MemoryLeases(monotonic, stored)),
    monotonic,
    name: 'work',
    owner,
    termMs: TERM_MS,
    begin: async (held) => {
      begun.push(held);
      working = true;
      return {
        stop: async () => {
          working = false;
          if (sticks) throw new Error('no server');
        },
      };
    },
    tell: (problem) => problems.push(problem),
  });
  all.push(leased);
  return {
    leased,
    begun,
    problems,
    get working() {
      return working;
    },
    /** From now on the work cannot end in order. */
    stick: () => {
      sticks = true;
    },
    /** Time passes for this process, in steps of a second. */
    pass: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 1_000) {
        monotonic.pass(1_000);
        await manyTurns();
      }
    },
  };
};

describe('leased work', () => {
  it('is done by one of the candidates, for as long as that one lives', async () => {
    const stored = new Map();
    const one = candidate('one', stored);
    await eventually(() => one.working);
    const two = candidate('two', stored);
    for (let second = 0; second < 60; second += 1) {
      await one.pass(1_000);
      await two.pass(1_000);
    }
    expect([one.working, one.begun.length, two.working]).toEqual([true, 1, false]);
  });

  it('goes to another when its holder stops, at once', async () => {
    const stored = new Map();
    const one = candidate('one', stored);
    await eventually(() => one.working);
    await one.leased.stop();
    expect(one.working).toBe(false);
    const two = candidate('two', stored);
    await eventually(() => two.working);
  });

  it('goes to another when its holder gives no sign of life for the term, and not before', async () => {
    const stored = new Map();
    const one = candidate('one', stored);
    await eventually(() => one.working);
    const two = candidate('two', stored);
    await manyTurns();
    await two.pass(TERM_MS - 1_000);
    expect(two.working).toBe(false);
    await two.pass(TERM_MS / 3 + 1_000);
    expect(two.working).toBe(true);
  });

  it('is known to be lost by a holder that wakes up late, which stops', async () => {
    const stored = new Map();
    const one = candidate('one', stored);
    await eventually(() => one.working);
    const two = candidate('two', stored);
    await manyTurns();
    await two.pass(2 * TERM_MS);
    expect([one.working, two.working]).toEqual([true, true]);
    await one.pass(TERM_MS / 3);
    expect([one.working, two.working]).toEqual([false, true]);
    expect(one.begun[0]?.()).toBe(false);
  });

  it('ends before another may begin when the lease cannot be asked for, and begins again later', async () => {
    let away = false;
    const one = candidate('one', new Map(), (leases) => ({
      acquire: (...asked) => (away ? Promise.reject(new Error('away')) : leases.acquire(...asked)),
      release: (lease) => leases.release(lease),
    }));
    await eventually(() => one.working);
    away = true;
    await one.pass(TERM_MS - 1_000);
    expect([one.working, one.leased.held]).toEqual([true, true]);
    await one.pass(1_000);
    expect([one.working, one.leased.held]).toEqual([false, false]);
    expect(one.problems[0]).toBe('the lease work: away');
    away = false;
    await one.pass(TERM_MS / 3);
    expect([one.working, one.begun.length]).toEqual([true, 2]);
  });

  it('is over although the work cannot end in order, and begins again later', async () => {
    let away = false;
    const one = candidate('one', new Map(), (leases) => ({
      acquire: (...asked) => (away ? Promise.reject(new Error('away')) : leases.acquire(...asked)),
      release: (lease) => leases.release(lease),
    }));
    await eventually(() => one.working);
    one.stick();
    away = true;
    await one.pass(TERM_MS);
    expect(one.working).toBe(false);
    expect(one.problems.at(-1)).toBe('the work of work could not end in order: no server');
    away = false;
    await one.pass(TERM_MS / 3);
    expect([one.working, one.begun.length]).toEqual([true, 2]);
  });
});
