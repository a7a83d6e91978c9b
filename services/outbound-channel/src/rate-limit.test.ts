import { ManualMonotonic, openMemory } from '@cauce/adapters/memory';
import type { Checkpoints } from '@cauce/ports';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RateLimit } from './rate-limit.ts';

/** Replicas over one store, each with a clock of its own that began at some time of its own. */
const replicasOf = (count: number, rate: { perSecond: number; burst: number }) => {
  const { checkpoints } = openMemory({ monotonic: new ManualMonotonic() });
  const clocks = Array.from({ length: count }, (_, i) => {
    const clock = new ManualMonotonic();
    clock.pass(i * 1_234_567);
    return clock;
  });
  const limits = clocks.map((monotonic) => new RateLimit({ checkpoints, monotonic }, 'sms:smpp', rate));
  return {
    limits,
    pass: (ms: number): void => {
      for (const clock of clocks) clock.pass(ms);
    },
  };
};

const rates = fc.record({
  perSecond: fc.integer({ min: 1, max: 200 }),
  burst: fc.integer({ min: 1, max: 50 }),
});

describe('a rate that replicas share', () => {
  it('is kept over every stretch of time, whoever asks when', async () => {
    const steps = fc.array(
      fc.record({ ms: fc.nat(400), replica: fc.nat(3), tries: fc.nat(30), together: fc.boolean() }),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(rates, steps, async (rate, plan) => {
        const { limits, pass } = replicasOf(4, rate);
        const given: number[] = [];
        let now = 0;
        for (const { ms, replica, tries, together } of plan) {
          pass(ms);
          now += ms;
          const asked = Array.from({ length: tries }, (_, i) => limits[(replica + (together ? i : 0)) % 4]);
          for (const one of await Promise.all(asked.map((limit) => limit?.tryTake()))) {
            if (one?.taken) given.push(now);
          }
        }
        for (let first = 0; first < given.length; first += 1) {
          for (let last = first; last < given.length; last += 1) {
            const stretch = (given[last] ?? 0) - (given[first] ?? 0);
            const most = rate.burst + (stretch * rate.perSecond) / 1000;
            expect(last - first + 1).toBeLessThanOrEqual(most + 1e-6);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is reached by one who asks when it is told to, however many others have stopped', async () => {
    await fc.assert(
      fc.asyncProperty(rates, fc.nat(40), async (rate, before) => {
        const { limits, pass } = replicasOf(2, rate);
        const [one, other] = limits;
        if (!one || !other) return;
        await one.tryTake();
        await other.tryTake();
        pass(1_000);
        for (let i = 0; i < before; i += 1) await other.tryTake();
        let waited = 0;
        for (let taken = 0; taken < 100; ) {
          const result = await one.tryTake();
          if (result.taken) taken += 1;
          else {
            pass(result.waitMs);
            waited += result.waitMs;
          }
        }
        expect(waited).toBeLessThanOrEqual((100 + before) * (1000 / rate.perSecond + 1));
      }),
      { numRuns: 100 },
    );
  });

  it('begins with nothing, so that a replica that comes or restarts brings no burst of its own', async () => {
    const { limits, pass } = replicasOf(3, { perSecond: 10, burst: 5 });
    const [first, second, third] = limits;
    expect(await first?.tryTake()).toEqual({ taken: false, waitMs: 100 });
    pass(500);
    for (let i = 0; i < 5; i += 1) expect(await first?.tryTake()).toEqual({ taken: true });
    expect((await second?.tryTake())?.taken).toBe(false);
    pass(100);
    expect((await third?.tryTake())?.taken).toBe(false);
    expect((await second?.tryTake())?.taken).toBe(true);
  });

  it('leaves its share to a replica that did not look for long while another sent all the time', async () => {
    const { limits, pass } = replicasOf(2, { perSecond: 10, burst: 5 });
    const [busy, away] = limits;
    await away?.tryTake();
    await busy?.tryTake();
    for (let sent = 0; sent < 600; sent += 1) {
      pass(100);
      expect(await busy?.tryTake()).toEqual({ taken: true });
    }
    expect(await away?.tryTake()).toEqual({ taken: false, waitMs: 100 });
    pass(100);
    expect(await away?.tryTake()).toEqual({ taken: true });
  });

  it('costs a replica alone one write a token, and nothing while there is none', async () => {
    const monotonic = new ManualMonotonic();
    const { checkpoints } = openMemory({ monotonic });
    const calls: string[] = [];
    const counted: Checkpoints = {
      get: (name) => {
        calls.push('get');
        return checkpoints.get(name);
      },
      set: (...change) => {
        calls.push('set');
        return checkpoints.set(...change);
      },
    };
    const limit = new RateLimit({ checkpoints: counted, monotonic }, 'x', { perSecond: 10, burst: 1 });
    for (let asked = 0; asked < 6; asked += 1) {
      await limit.tryTake();
      monotonic.pass(50);
    }
    expect(calls).toEqual(['get', 'set', 'set']);
  });

  it('lets go of whoever waits when it is no longer wanted', async () => {
    const { checkpoints } = openMemory({ monotonic: new ManualMonotonic() });
    const stopping = new AbortController();
    const monotonic = { ms: () => 0, wait: async () => stopping.abort() };
    const limit = new RateLimit({ checkpoints, monotonic }, 'x', { perSecond: 1, burst: 1 });
    expect(await limit.take(stopping.signal)).toBe(false);
  });
});
