import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SystemClock, SystemMonotonic, VirtualClock } from './clocks.ts';

const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);

describe('clocks', () => {
  it.each([
    [
      'the system’s',
      (times: readonly number[]) => {
        let n = 0;
        const clock = new SystemClock(() => at(times[n] ?? 0));
        return times.map((_, index) => {
          n = index;
          return clock.now().epochMilliseconds;
        });
      },
    ],
    [
      'a virtual',
      (times: readonly number[]) => {
        const clock = new VirtualClock(at(0));
        return times.map((ms) => {
          clock.moveTo(at(ms));
          return clock.now().epochMilliseconds;
        });
      },
    ],
  ])('%s one never goes back', (_whose, read) => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000)), (times) => {
        expect(read(times)).toEqual(times.map((_, n) => Math.max(...times.slice(0, n + 1))));
      }),
    );
  });

  it('the system’s one tells the time of the machine', () => {
    const before = Date.now();
    expect(new SystemClock().now().epochMilliseconds).toBeGreaterThanOrEqual(before);
  });

  it('monotonic time goes on, and a wait ends when it is aborted', async () => {
    const monotonic = new SystemMonotonic();
    const before = monotonic.ms();
    await monotonic.wait(1);
    expect(monotonic.ms()).toBeGreaterThan(before);
    const stopping = new AbortController();
    const waiting = monotonic.wait(3_600_000, stopping.signal);
    stopping.abort();
    await waiting;
    await monotonic.wait(3_600_000, stopping.signal);
  });
});
