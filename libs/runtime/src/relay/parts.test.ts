import { describe, expect, it } from '@jest/globals';
import { manyTurns } from '../testing/eventually.ts';
import { bringsKey } from './relay.ts';
import { append, bus, eventually, seenOf, start, upTo } from './testing/rig.ts';

describe('a relay in parts', () => {
  it('gives each key to one part, and brings everything, in order per key', async () => {
    const keys = Array.from({ length: 30 }, (_, n) => `debt-${n}`);
    for (const key of keys)
      expect(upTo(3).filter((index) => bringsKey({ index, count: 3 }, key))).toHaveLength(1);
    for (const key of [...keys, ...keys]) await append(key, 2);
    const one = start('one', 3);
    await eventually(() => bus.length === 120);
    expect(one.way.batches).toBeGreaterThanOrEqual(3);
    for (const key of keys) expect(seenOf(key)).toEqual(upTo(4));
  });

  it('is shared by processes: the parts of one that dies go to another', async () => {
    const one = start('one', 2);
    await append('debt-a');
    await eventually(() => bus.length === 1);
    const two = start('two', 2);
    await manyTurns();
    await one.relays.stop();
    await append('debt-a');
    await append('debt-b');
    await append('debt-c');
    await eventually(
      () => bus.length === 4,
      () => two.pass(1_000),
    );
    expect(one.way.batches + two.way.batches).toBeGreaterThan(1);
    expect(seenOf('debt-a')).toEqual([0, 1]);
  });
});
