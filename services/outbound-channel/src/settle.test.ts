import { MemoryGateway } from '@cauce/adapters/memory';
import { ContactPointInvalidated } from '@cauce/contracts';
import { instantOfMs } from '@cauce/kernel';
import {
  type GatewayAbilities,
  type OutboundMessage,
  type SendGateway,
  type SendOutcome,
  UnavailableError,
} from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChannelRig, openChannel } from './testing/rig.ts';

let rig: ChannelRig;
beforeEach(async () => {
  rig = await openChannel();
});
afterEach(() => rig.close());

/** The process dies in a call, before or after the provider took the message; the provider lives on. */
const died = async (taking: boolean) => {
  const provider = rig.gateway;
  const deadly: SendGateway = Object.create(provider, {
    send: {
      value: async (message: OutboundMessage): Promise<SendOutcome> => {
        if (taking) await provider.send(message);
        throw new Error('killed');
      },
    },
  });
  const cleared = await rig.clear();
  await expect(rig.started(deadly).whenCleared(cleared)).rejects.toThrow('killed');
  expect(await rig.said()).toEqual(['AttemptStarted']);
  return { provider, cleared };
};

describe('an attempt whose owner died in the call', () => {
  it('was accepted where the provider has it: it is not sent again', async () => {
    const { provider, cleared } = await died(true);
    await rig.started().whenCleared(cleared);
    expect(provider.taken).toHaveLength(1);
    expect((await rig.events('AttemptAccepted'))[0]?.data).toMatchObject({ providerId: 'memory-1' });
  });

  it('is made once more, the same message, where the provider has it not', async () => {
    const { provider, cleared } = await died(false);
    const sealed = await rig.personalOf('AttemptStarted');
    await rig.started().whenCleared(cleared);
    expect(provider.taken).toHaveLength(1);
    expect(provider.taken[0]).toMatchObject({ ...sealed });
    const [started] = await rig.events('AttemptStarted');
    expect(provider.taken[0]?.messageId).toBe(
      (started?.data as { messageId?: string } | undefined)?.messageId,
    );
    expect(await rig.said()).toEqual(['AttemptStarted', 'AttemptAccepted']);
  });

  it('is made once more though it has neither subject nor HTML, as a short message', async () => {
    await rig.close();
    rig = await openChannel('sms');
    await rig.addPoint('+573001234567');
    const { provider, cleared } = await died(false);
    const sealed = await rig.personalOf('AttemptStarted');
    await rig.started().whenCleared(cleared);
    expect(provider.taken).toMatchObject([{ ...sealed, to: '+573001234567', subject: '', html: '' }]);
    expect(provider.taken[0]?.text).toContain('responda BAJA');
  });

  it('is not made when there is no time left for the call', async () => {
    const { provider, cleared } = await died(false);
    rig.clock.moveTo(Temporal.Instant.from('2026-03-11T14:30:05.001Z'));
    await rig.started().whenCleared(cleared);
    expect(provider.taken).toEqual([]);
    expect((await rig.events('AttemptNotMade'))[0]?.data).toMatchObject({ code: 'STARTED_TOO_LATE' });
  });

  it('is not made when its person was erased meanwhile', async () => {
    const { provider, cleared } = await died(false);
    await rig.core.vault.destroy(rig.someone.debtorId, instantOfMs(0));
    await rig.started().whenCleared(cleared);
    expect(provider.taken).toEqual([]);
    expect((await rig.events('AttemptNotMade'))[0]?.data).toMatchObject({ code: 'TEXT_ERASED' });
  });

  it('stays unknown, for a person to settle, where the provider cannot be asked', async () => {
    const { provider, cleared } = await died(false);
    const abilities: GatewayAbilities = { deduplicates: false, looksUp: false };
    await rig.started(Object.assign(provider, { abilities })).whenCleared(cleared);
    expect(provider.taken).toEqual([]);
    expect((await rig.events('AttemptUnknown'))[0]?.data).toMatchObject({ code: 'OWNER_GONE' });
  });
});

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
});

describe('an attempt whose provider does not answer', () => {
  it.each([
    ['it took it', true, 'AttemptAccepted'],
    ['it never took it', false, 'AttemptNotMade'],
  ])(
    'is asked about again, a minute later each time, until the provider says that %s',
    async (_, taking, said) => {
      const { provider, cleared } = await died(taking);
      const { dueIndex } = rig.core;
      const channel = rig.started();
      const due = async (at: string) => dueIndex.due('outbound-channel-email', at, 10);
      provider.setAway(true);
      expect(await channel.whenCleared(cleared)).toEqual({
        kind: 'defer',
        until: '2026-03-11T14:31:00.000Z',
      });
      expect(await due('2026-03-11T14:30:59.999Z')).toEqual([]);
      const [first] = await due('2026-03-11T14:31:00.000Z');
      rig.clock.moveTo(Temporal.Instant.from('2026-03-11T14:31:00Z'));
      if (!first) throw new Error('nothing is due');
      expect(await channel.whenDue(first)).toEqual({ kind: 'defer', until: '2026-03-11T14:32:00.000Z' });
      const [second, ...others] = await due('2026-03-11T14:32:00.000Z');
      if (!second) throw new Error('nothing is due');
      expect(others).toEqual([]);
      expect(await rig.said()).toEqual(['AttemptStarted']);
      provider.setAway(false);
      expect(await channel.whenDue(second)).toEqual({ kind: 'done' });
      expect(await rig.said()).toEqual(['AttemptStarted', said]);
      expect(provider.taken).toHaveLength(taking ? 1 : 0);
      expect(await dueIndex.next()).toBeNull();
    },
  );
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

describe('receipts', () => {
  it.each([
    ['delivered', 'alguien@correo.example', 'delivered', ['ContactDelivered']],
    ['bounced for good', 'bounce@correo.example', 'bounced', ['ContactPointInvalidated', 'ContactBounced']],
    ['bounced for now', 'soft@correo.example', 'bounced', ['ContactBounced']],
  ])('say that a message was %s, each once', async (_what, address, status, said) => {
    const { debtorId } = rig.someone;
    const pointId = rig.core.ids.point({ kind: 'email', value: rig.someone.email });
    await rig.history.append(
      'contact',
      debtorId,
      ContactPointInvalidated.make({ debtorId, pointId, reason: 'x' }),
    );
    await rig.addPoint(address);
    await rig.started().whenCleared(await rig.clear());
    const before = (await rig.said()).length;
    expect(await rig.pump()).toBe(1);
    expect(await rig.pump()).toBe(0);
    expect((await rig.said()).slice(before)).toEqual(said);
    expect((await rig.standing())?.status).toBe(status);
  });

  it('that come again after a crash change nothing', async () => {
    await rig.started().whenCleared(await rig.clear());
    await rig.pump();
    const name = 'receipts:email:memory';
    await rig.core.checkpoints.set(name, '0', await rig.core.checkpoints.get(name));
    expect(await rig.pump()).toBe(1);
    expect(await rig.events('ContactDelivered')).toHaveLength(1);
  });

  it('of messages that nobody here sent are passed over', async () => {
    const message = { messageId: 'a.b', from: { name: 'x', address: 'x@x.example' }, to: 'y@y.example' };
    await rig.gateway.send({ ...message, subject: '', text: '', html: '', headers: {} });
    expect(await rig.pump()).toBe(1);
    expect(await rig.events('ContactDelivered')).toEqual([]);
  });

  it('that come before the outcome is written down keep their say', async () => {
    class Early extends MemoryGateway {
      override async send(message: OutboundMessage): Promise<SendOutcome> {
        const outcome = await super.send(message);
        await rig.pump(this);
        return outcome;
      }
    }
    await rig.started(new Early({ clock: rig.clock })).whenCleared(await rig.clear());
    expect(await rig.said()).toEqual(['AttemptStarted', 'ContactDelivered', 'AttemptAccepted']);
    expect((await rig.standing())?.status).toBe('delivered');
  });

  it('that a provider pushes are told heard by the replica that holds them, whatever cursor another one keeps', async () => {
    /** Holds what was not asked past; knows no cursor but its own. */
    class Pushing extends MemoryGateway {
      held = 2;
      override async receipts(after: string | null): ReturnType<SendGateway['receipts']> {
        const [replica, number] = after?.split(':') ?? [];
        const heard = replica === 'own' ? Number(number) : 0;
        this.held = Math.min(this.held, 2 - heard);
        if (this.held === 0) return { receipts: [], next: after };
        const code = 'DELIVRD';
        const receipt = {
          receiptId: `r${heard}`,
          messageId: 'a.b',
          kind: 'delivered',
          at: 'x',
          code,
        } as const;
        return { receipts: [receipt], next: `own:${heard + 1}` };
      }
    }
    const another = { get: async () => 'another:7', set: async () => false };
    Object.assign(rig.core.checkpoints, another);
    const gateway = new Pushing({ clock: rig.clock });
    expect(await rig.pump(gateway)).toBe(2);
    expect(gateway.held).toBe(0);
  });
});
