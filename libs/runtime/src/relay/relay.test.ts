import type { Checkpoints } from '@cauce/ports';
import { describe, expect, it } from '@jest/globals';
import { manyTurns } from '../testing/eventually.ts';
import { append, bus, eventually, seenOf, shared, start, TERM_MS, upTo } from './testing/rig.ts';

describe('the relay', () => {
  it('brings everything to the bus once, in the order of the log, what was there before it too', async () => {
    await append('debt-a', 2);
    await append('debt-b');
    const one = start('one');
    await eventually(() => bus.length === 3);
    await append('debt-a');
    await eventually(
      () => bus.length === 4,
      () => one.pass(60),
    );
    expect(bus).toEqual(['debt-a@0', 'debt-a@1', 'debt-b@0', 'debt-a@2']);
  });

  it('brings together what comes close together, and what comes alone at once', async () => {
    const one = start('one');
    await append('debt-a');
    await eventually(() => bus.length === 1);
    for (const stream of ['debt-b', 'debt-c', 'debt-d']) await append(stream);
    await manyTurns();
    expect(bus).toHaveLength(1);
    one.pass(60);
    await eventually(() => bus.length === 4);
    expect(one.way.batches).toBe(2);
  });

  it('lets what is cleared for a quiet channel go at once, with all before it, whatever other channels do', async () => {
    const one = start('one');
    await append('debt-a');
    await eventually(() => bus.length === 1);
    await append('debt-a');
    await append('contact-sms');
    await eventually(() => bus.length === 3);
    await append('debt-a');
    await append('contact-sms');
    await manyTurns();
    expect(bus).toHaveLength(3);
    await append('contact-email');
    await eventually(() => bus.length === 6);
    expect(bus.slice(3)).toEqual(['debt-a@2', 'contact-sms@1', 'contact-email@0']);
    // A channel that was not quiet waits as everything does.
    await append('contact-email');
    one.pass(59);
    await manyTurns();
    expect(bus).toHaveLength(6);
    one.pass(1);
    await eventually(() => bus.length === 7);
  });

  it('gathers what comes while a batch is on its way, so much and no more, and then brings it together', async () => {
    const took = Promise.withResolvers<void>();
    const one = start('one');
    one.way.gate = took.promise;
    await append('debt-a');
    await eventually(() => one.way.waiting === 1);
    for (let n = 0; n < 60; n += 1) await append('debt-b', 100);
    await eventually(() => one.way.gathered >= 4_000);
    await manyTurns();
    expect(one.way.gathered).toBeLessThan(5_000);
    one.way.gate = null;
    took.resolve();
    // What is full waits for nothing more.
    await eventually(() => bus.length > 4_000);
    await eventually(
      () => bus.length === 6_001,
      () => one.pass(60),
    );
    expect(one.way.largest).toBeGreaterThanOrEqual(4_000);
    expect(seenOf('debt-b')).toEqual(upTo(6_000));
  });

  it('goes on where it was, and tells when everything of the log is on the bus', async () => {
    await append('debt-a', 3);
    const one = start('one');
    await eventually(() => bus.length === 3);
    await one.relays.stop();
    await append('debt-a', 2);
    const two = start('two');
    let caughtUp = false;
    void two.relays.caughtUp().then(() => {
      caughtUp = true;
    });
    await eventually(
      () => caughtUp,
      () => two.pass(60),
    );
    expect(seenOf('debt-a')).toEqual(upTo(5));
    expect(bus).toHaveLength(5);
  });

  it('is ahead of the bus by one batch at most: what cannot be brought holds up what follows', async () => {
    const one = start('one');
    one.way.fails = true;
    await append('debt-a', 3);
    await eventually(
      () => one.way.batches > 3,
      () => one.pass(200),
    );
    expect(await shared.checkpoints.get('relay-0-of-1')).toBeNull();
    expect(one.problems[0]).toBe('relay-0-of-1: no broker');
    one.way.fails = false;
    await eventually(
      () => bus.length === 3,
      () => one.pass(200),
    );
    expect(bus).toEqual(['debt-a@0', 'debt-a@1', 'debt-a@2']);
  });

  it('writes down how far it came only after the bus has said that it has it', async () => {
    const said = Promise.withResolvers<void>();
    const one = start('one');
    one.way.silent = said.promise;
    await append('debt-a');
    await eventually(() => bus.length === 1);
    await manyTurns();
    expect(await shared.checkpoints.get('relay-0-of-1')).toBeNull();
    said.resolve();
    await one.relays.stop();
    expect(await shared.checkpoints.get('relay-0-of-1')).not.toBeNull();
  });

  it('repeats after a death between bus and checkpoint, and leaves nothing out', async () => {
    let dead = false;
    const grave = Promise.withResolvers<boolean>();
    const dying: Checkpoints = {
      get: (name) => shared.checkpoints.get(name),
      set: (...asked) => (dead ? grave.promise : shared.checkpoints.set(...asked)),
    };
    await append('debt-a', 2);
    const one = start('one', 1, dying);
    await eventually(() => bus.length === 2);
    dead = true;
    await append('debt-a', 2);
    await eventually(
      () => bus.length === 4,
      () => one.pass(60),
    );
    const two = start('two');
    await manyTurns();
    two.pass(TERM_MS);
    await eventually(
      () => bus.length === 6,
      () => two.pass(1_000),
    );
    expect(bus.slice(4)).toEqual(['debt-a@2', 'debt-a@3']);
    grave.resolve(false);
  });

  it('that wakes up late repeats what it had begun, and nothing is lost or out of order', async () => {
    const asleep = Promise.withResolvers<void>();
    const one = start('one');
    one.way.gate = asleep.promise;
    await append('debt-a', 2);
    await eventually(() => one.way.waiting === 1);
    const two = start('two');
    await manyTurns();
    two.pass(TERM_MS);
    await eventually(
      () => bus.length === 2,
      () => two.pass(1_000),
    );
    await append('debt-a', 3);
    await eventually(
      () => bus.length === 5,
      () => two.pass(60),
    );
    one.way.gate = null;
    asleep.resolve();
    await eventually(() => bus.length === 7);
    await append('debt-a');
    await eventually(
      () => bus.length === 8 && one.problems.length === 1,
      () => {
        one.pass(60);
        two.pass(60);
      },
    );
    await manyTurns();
    expect(bus.slice(5)).toEqual(['debt-a@0', 'debt-a@1', 'debt-a@5']);
    expect(seenOf('debt-a')).toEqual(upTo(6));
    expect(one.problems).toEqual(['relay-0-of-1: somebody else has gone on; so this goes on from there']);
  });

  it('does not go back when a checkpoint was written although that was not said', async () => {
    let lies = true;
    const unsure: Checkpoints = {
      get: (name) => shared.checkpoints.get(name),
      set: async (...asked) => {
        const set = await shared.checkpoints.set(...asked);
        if (!lies) return set;
        lies = false;
        throw new Error('timed out');
      },
    };
    const one = start('one', 1, unsure);
    await append('debt-a', 2);
    await eventually(
      () => one.problems.length === 1,
      () => one.pass(60),
    );
    await append('debt-a', 1);
    await eventually(
      () => bus.includes('debt-a@2'),
      () => one.pass(50),
    );
    expect(seenOf('debt-a')).toEqual(upTo(3));
  });
});
