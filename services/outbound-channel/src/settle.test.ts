import { instantOfMs } from '@cauce/kernel';
import {
  type GatewayAbilities,
  type OutboundMessage,
  type SendGateway,
  type SendOutcome,
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

  it('is not all that waits where a later clearance of its contact was put off too: both are taken up', async () => {
    const { provider, cleared } = await died(true);
    provider.setAway(true);
    const stopping = rig.sender();
    const channel = rig.started(provider, stopping);
    expect(await channel.whenCleared(cleared)).toMatchObject({ kind: 'defer' });
    const later = await rig.clear(undefined, { clearance: 'later' });
    stopping.stop();
    expect(await channel.whenCleared(later)).toMatchObject({ kind: 'defer' });
    provider.setAway(false);
    const { dueIndex } = rig.core;
    const [entry] = await dueIndex.due('outbound-channel-email', '2026-03-11T14:30:00.000Z', 10);
    if (!entry) throw new Error('nothing is due');
    expect(await rig.started().whenDue(entry)).toEqual({ kind: 'done' });
    expect(await rig.said()).toEqual([
      'AttemptStarted',
      'AttemptAccepted',
      'AttemptStarted',
      'AttemptAccepted',
    ]);
    expect(await dueIndex.next()).toBeNull();
  });
});
