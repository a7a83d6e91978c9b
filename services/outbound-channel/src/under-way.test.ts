import { MemoryGateway } from '@cauce/adapters/memory';
import { type OutboundMessage, type SendGateway, type SendOutcome, UnavailableError } from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChannelRig, openChannel } from './testing/rig.ts';

let rig: ChannelRig;
beforeEach(async () => {
  rig = await openChannel();
});
afterEach(() => rig.close());

describe('an attempt whose owner sleeps in the call, among other processes', () => {
  /** A sender that stops before its bytes go out, another that takes its work over, and how to wake the first. */
  const asleep = async (wakesUp: Partial<SendGateway> = {}) => {
    Object.assign(rig.core, { alone: false });
    const wake = Promise.withResolvers<void>();
    const called = Promise.withResolvers<void>();
    const provider = rig.gateway;
    const sleepy: SendGateway = Object.create(provider, {
      send: {
        value: async (message: OutboundMessage): Promise<SendOutcome> => {
          called.resolve();
          await wake.promise;
          return wakesUp.send ? wakesUp.send(message) : provider.send(message);
        },
      },
    });
    const cleared = await rig.clear();
    const sleeping = rig.started(sleepy).whenCleared(cleared);
    await called.promise;
    expect(await rig.started().whenCleared(cleared)).toEqual({ kind: 'done' });
    const woken = async (): Promise<void> => {
      wake.resolve();
      await sleeping;
    };
    return { provider, woken };
  };

  it('is not made by another: it is unknown, until its owner wakes up and says that it was accepted', async () => {
    const { provider, woken } = await asleep();
    expect(provider.taken).toEqual([]);
    expect(await rig.standing()).toMatchObject({ status: 'unknown' });
    await woken();
    expect(provider.taken).toHaveLength(1);
    expect(await rig.said()).toEqual(['AttemptStarted', 'AttemptUnknown', 'AttemptAccepted']);
    expect(await rig.standing()).toMatchObject({ status: 'sent' });
  });

  it('can be tried again by the gate once its owner says that it was refused', async () => {
    const { provider, woken } = await asleep({
      send: async () => ({ kind: 'rejected', permanent: false, code: '4.2.1' }),
    });
    await woken();
    expect(provider.taken).toEqual([]);
    expect(await rig.said()).toEqual(['AttemptStarted', 'AttemptUnknown', 'AttemptRejected']);
    expect(await rig.standing()).toMatchObject({ status: 'failed' });
  });
});

describe('two senders that are told of one clearance', () => {
  it('send it once: who does not extend the stream that it has seen does not call', async () => {
    Object.assign(rig.core, { alone: false });
    const cleared = await rig.clear();
    let other: Promise<unknown> | undefined;
    rig.beforeAttempt(async () => {
      other = rig.started().whenCleared(cleared);
      await other;
    });
    await rig.started().whenCleared(cleared);
    await other;
    expect(rig.gateway.taken).toHaveLength(1);
    expect(await rig.said()).toEqual(['AttemptStarted', 'AttemptAccepted']);
  });

  it('leave no attempt without outcome where the faster one dies in its call', async () => {
    Object.assign(rig.core, { alone: false });
    const cleared = await rig.clear();
    const deadly: SendGateway = Object.create(rig.gateway, {
      send: { value: () => Promise.reject(new Error('killed')) },
    });
    rig.beforeAttempt(() => expect(rig.started(deadly).whenCleared(cleared)).rejects.toThrow('killed'));
    const { dueIndex } = rig.core;
    // It slept meanwhile, and will not be told of the clearance again: its memory says that it has handled it.
    const slower = rig.started();
    expect(await slower.whenCleared(cleared)).toEqual({ kind: 'defer', until: '2026-03-11T14:30:00.000Z' });
    const [entry] = await dueIndex.due('outbound-channel-email', '2026-03-11T14:30:00.000Z', 10);
    if (!entry) throw new Error('nothing is due');
    expect(await slower.whenDue(entry)).toEqual({ kind: 'done' });
    expect(await rig.said()).toEqual(['AttemptStarted', 'AttemptUnknown']);
    expect(await dueIndex.next()).toBeNull();
  });
});

describe('an attempt that this process is making', () => {
  it('is called for once, and over for everybody when its outcome is there', async () => {
    const answer = Promise.withResolvers<void>();
    const called = Promise.withResolvers<void>();
    class Slow extends MemoryGateway {
      override async send(message: OutboundMessage): Promise<SendOutcome> {
        called.resolve();
        await answer.promise;
        return super.send(message);
      }
    }
    const provider = new Slow({ clock: rig.clock });
    const channel = rig.started(provider);
    const cleared = await rig.clear();
    const sending = channel.whenCleared(cleared);
    await called.promise;
    const again = channel.whenCleared(cleared);
    answer.resolve();
    expect(await Promise.all([sending, again])).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    expect(provider.taken).toHaveLength(1);
    expect(await rig.said()).toEqual(['AttemptStarted', 'AttemptAccepted']);
  });

  it('keeps its outcome until it can be written down', async () => {
    const channel = rig.started(rig.gateway);
    const cleared = await rig.clear();
    const { store } = rig.core;
    const append = store.append.bind(store);
    store.append = async (appends) => {
      if (rig.gateway.taken.length > 0) throw new UnavailableError('the log', new Error('cut'));
      return append(appends);
    };
    await expect(channel.whenCleared(cleared)).rejects.toThrow(UnavailableError);
    store.append = append;
    rig.gateway.lookUp = () => Promise.reject(new Error('asked though the outcome is known'));
    expect(await channel.whenCleared(cleared)).toEqual({ kind: 'done' });
    expect(rig.gateway.taken).toHaveLength(1);
    expect(await rig.said()).toEqual(['AttemptStarted', 'AttemptAccepted']);
  });
});
