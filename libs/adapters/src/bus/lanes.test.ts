import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Lanes } from './lanes.ts';

const gate = () => Promise.withResolvers<boolean>();

describe('Lanes', () => {
  it('starts work of a free key at once', () => {
    const lanes = new Lanes(1);
    let started = false;
    lanes.push('a', async () => {
      started = true;
      return true;
    });
    expect(started).toBe(true);
  });

  it('keeps the order of each key, one piece of it at a time and no more keys than allowed', async () => {
    const pieces = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), turns: fc.nat(3) }));
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 1, max: 5 }), async (work, concurrency) => {
        const lanes = new Lanes(concurrency);
        const done: Record<string, number[]> = {};
        const wanted: Record<string, number[]> = {};
        const running: string[] = [];
        const counts: { running: number; sameKey: number }[] = [];
        work.forEach(({ key, turns }, n) => {
          wanted[key] = [...(wanted[key] ?? []), n];
          lanes.push(key, async () => {
            running.push(key);
            counts.push({ running: running.length, sameKey: running.filter((one) => one === key).length });
            for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
            running.splice(running.indexOf(key), 1);
            done[key] = [...(done[key] ?? []), n];
            return true;
          });
        });
        await lanes.below(1);
        expect(done).toEqual(wanted);
        expect(lanes.size).toBe(0);
        expect(counts.every((one) => one.running <= concurrency && one.sameKey === 1)).toBe(true);
      }),
    );
  });

  it('lets every key have a turn before a long lane has its second', async () => {
    const lanes = new Lanes(1);
    const order: string[] = [];
    const first = gate();
    lanes.push('a', () => first.promise);
    for (const key of ['a', 'a', 'b', 'c', 'b']) {
      lanes.push(key, async () => {
        order.push(key);
        return true;
      });
    }
    first.resolve(true);
    await lanes.below(1);
    expect(order).toEqual(['b', 'c', 'a', 'b', 'a']);
  });

  it('counts what waits and what is under way, and tells when there is less of it', async () => {
    const lanes = new Lanes(2);
    const gates = [gate(), gate(), gate()];
    gates.forEach(({ promise }, n) => {
      lanes.push(String(n), () => promise);
    });
    expect(lanes.size).toBe(3);
    await lanes.below(4);
    const reached: number[] = [];
    const waits = [3, 1].map((count) => lanes.below(count).then(() => reached.push(count)));
    gates[0]?.resolve(true);
    await waits[0];
    expect(reached).toEqual([3]);
    expect(lanes.size).toBe(2);
    for (const { resolve } of gates) resolve(true);
    await Promise.all(waits);
    expect(reached).toEqual([3, 1]);
  });

  it('keeps what was not done first in its lane, which stands still until it is resumed', async () => {
    const lanes = new Lanes(1);
    const order: string[] = [];
    let room = false;
    const work = (name: string, needsRoom: boolean) => async () => {
      order.push(name);
      return room || !needsRoom;
    };
    lanes.push('a', work('a1', true));
    for (const name of ['a2', 'b1', 'c1']) lanes.push(name.slice(0, 1), work(name, name === 'b1'));
    await lanes.below(1);
    expect(order).toEqual(['a1', 'b1', 'c1']);
    expect(lanes.size).toBe(3);
    lanes.resume(1);
    await lanes.below(1);
    expect(order.splice(0)).toEqual(['a1', 'b1', 'c1', 'a1']);
    room = true;
    lanes.resume(1);
    await lanes.below(1);
    expect([order.splice(0), lanes.size]).toEqual([['b1'], 2]);
    lanes.resume(Number.POSITIVE_INFINITY);
    await lanes.below(1);
    expect([order, lanes.size]).toEqual([['a1', 'a2'], 0]);
  });

  it('tries again what was refused while others were let go on: nobody says so a second time', async () => {
    const lanes = new Lanes(2);
    const refused = gate();
    const tries: string[] = [];
    lanes.push('a', () => {
      tries.push('a');
      return tries.length === 1 ? refused.promise : Promise.resolve(true);
    });
    lanes.resume(Number.POSITIVE_INFINITY);
    refused.resolve(false);
    await lanes.below(1);
    expect([tries, lanes.size]).toEqual([['a', 'a'], 0]);
  });
});
