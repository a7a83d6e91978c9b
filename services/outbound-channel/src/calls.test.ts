import { ManualMonotonic, MemoryGateway } from '@cauce/adapters/memory';
import { derivedId, instantText } from '@cauce/kernel';
import { VirtualClock } from '@cauce/runtime';
import { manyTurns } from '@cauce/runtime/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Calls } from './calls.ts';

let clock: VirtualClock;
let monotonic: ManualMonotonic;
let gateway: MemoryGateway;
let calls: Calls;
beforeEach(() => {
  clock = new VirtualClock(Temporal.Instant.from('2026-03-11T14:30:00Z'));
  monotonic = new ManualMonotonic();
  gateway = new MemoryGateway({ clock });
  calls = new Calls({ clock, monotonic }, gateway);
});

const order = () => ({
  contactId: derivedId('test', 'contact'),
  attemptId: derivedId('test', 'attempt'),
  startedAt: instantText(clock.now()),
  message: {
    messageId: 'm',
    from: { name: 'Agencia', address: 'avisos@agencia.example' },
    to: 'ana@correo.example',
    subject: '',
    text: '',
    html: '',
    headers: {},
  },
});

/** A second on the machine's clock, and time for what waited for it. */
const second = async (): Promise<void> => {
  monotonic.pass(1_000);
  await manyTurns();
};

describe('a call to a provider that is away', () => {
  it('is made once when it is back: nothing had left the machine', async () => {
    gateway.setAway(true);
    const outcome = calls.make(order());
    await manyTurns();
    await second();
    gateway.setAway(false);
    await second();
    expect(await outcome).toMatchObject({ kind: 'accepted' });
    expect(gateway.taken).toHaveLength(1);
  });

  it('is not made once it is too late for it', async () => {
    gateway.setAway(true);
    const outcome = calls.make(order());
    await manyTurns();
    clock.moveTo(clock.now().add({ milliseconds: 5_001 }));
    await second();
    gateway.setAway(false);
    expect(await outcome).toEqual({ kind: 'not-sent', code: 'AWAY' });
    expect(gateway.taken).toEqual([]);
  });

  it('is given up after three tries of a provider that answers but takes nothing', async () => {
    let tries = 0;
    gateway.send = async () => {
      tries += 1;
      return { kind: 'not-sent', code: 'THROTTLED' };
    };
    expect(await calls.make(order())).toEqual({ kind: 'not-sent', code: 'THROTTLED' });
    expect(tries).toBe(3);
  });

  it('is waited for until somebody stops the waiting', async () => {
    gateway.setAway(true);
    const reached = calls.reached();
    await second();
    calls.stop();
    expect(await reached).toBe(false);
  });
});

describe('the outcome of a call', () => {
  it('is that of the one call, until it is forgotten', async () => {
    const one = order();
    const outcomes = await Promise.all([calls.make(one), calls.make(one)]);
    expect(new Set(outcomes).size).toBe(1);
    expect(gateway.taken).toHaveLength(1);
    expect(await calls.outcomeOf(one.attemptId)).toBe(outcomes[0]);
    calls.forget(one.attemptId);
    expect(calls.outcomeOf(one.attemptId)).toBeUndefined();
  });
});
