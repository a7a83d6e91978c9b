import { MemoryGateway } from '@cauce/adapters/memory';
import { ContactPointInvalidated } from '@cauce/contracts';
import type { OutboundMessage, SendGateway, SendOutcome } from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChannelRig, openChannel } from './testing/rig.ts';

let rig: ChannelRig;
beforeEach(async () => {
  rig = await openChannel();
});
afterEach(() => rig.close());

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
