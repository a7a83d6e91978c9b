import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { positionText } from '../shared/position.ts';
import { Progress } from './progress.ts';

describe('Progress', () => {
  it('stands where it began until something is finished', () => {
    const progress = new Progress('0000000000000004');
    progress.begin('0000000000000005');
    expect(progress.checkpoint).toBe('0000000000000004');
    expect(new Progress(null).checkpoint).toBeNull();
  });

  it('goes past what was not wanted only when all before it is finished', () => {
    const progress = new Progress(null);
    progress.pass('1');
    expect(progress.checkpoint).toBe('1');
    const finish = progress.begin('2');
    progress.pass('3');
    progress.pass('4');
    expect(progress.checkpoint).toBe('1');
    finish();
    expect(progress.checkpoint).toBe('4');
  });

  it('never passes a message under way, and reaches the end when all are finished, in whatever order', () => {
    const messages = fc.array(fc.record({ wanted: fc.boolean(), rank: fc.nat() }), { maxLength: 60 });
    fc.assert(
      fc.property(messages, (all) => {
        const progress = new Progress(null);
        const open = new Map<string, { rank: number; finish: () => void }>();
        all.forEach(({ wanted, rank }, n) => {
          const position = positionText(n + 1);
          if (wanted) open.set(position, { rank, finish: progress.begin(position) });
          else progress.pass(position);
        });
        for (const [position, { finish }] of [...open].sort(([, a], [, b]) => a.rank - b.rank)) {
          finish();
          open.delete(position);
          const [earliest] = [...open.keys()].sort();
          if (earliest !== undefined) expect((progress.checkpoint ?? '') < earliest).toBe(true);
        }
        expect(progress.checkpoint).toBe(all.length > 0 ? positionText(all.length) : null);
      }),
    );
  });

  it('follows a long log', () => {
    const progress = new Progress(null);
    for (let n = 1; n <= 10_000; n += 1) progress.begin(positionText(n))();
    expect(progress.checkpoint).toBe(positionText(10_000));
  });
});
