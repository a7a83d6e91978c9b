import { MemoryGateway } from '@cauce/adapters/memory';
import { PortfolioChanged, SenderAssigned } from '@cauce/contracts';
import type { OutboundMessage, SendOutcome } from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChannelRig, openChannel } from './testing/rig.ts';

let rig: ChannelRig;
beforeEach(async () => {
  rig = await openChannel();
});
afterEach(() => rig.close());

const done = { kind: 'done' };

describe('a cleared contact', () => {
  it('is written down before the provider is called, and its outcome after', async () => {
    const order: string[] = [];
    class Watched extends MemoryGateway {
      override async send(message: OutboundMessage): Promise<SendOutcome> {
        order.push(...(await rig.said()), 'call');
        return super.send(message);
      }
    }
    const gateway = new Watched({ clock: rig.clock });
    expect(await rig.started(gateway).whenCleared(await rig.clear())).toEqual(done);
    expect(order).toEqual(['AttemptStarted', 'call']);
    expect(await rig.said()).toEqual(['AttemptStarted', 'AttemptAccepted']);
    expect(await rig.standing()).toMatchObject({ status: 'sent', clearance: null });
  });

  it('reaches the debtor’s address with the text that was sealed', async () => {
    await rig.started().whenCleared(await rig.clear());
    const [message] = rig.gateway.taken;
    expect(message).toMatchObject({ to: rig.someone.email, from: { name: 'Agencia Cauce' } });
    expect(message?.text).toContain('Banco Andino');
    expect(message?.messageId).toMatch(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/);
    const { to, subject, text, html } = message ?? {};
    expect(await rig.personalOf('AttemptStarted')).toEqual({ to, subject, text, html });
    expect(JSON.stringify(await rig.events('AttemptStarted'))).not.toContain(rig.someone.email);
  });

  it('comes from the agency of its portfolio, where it has one', async () => {
    const { portfolioId } = rig.book;
    const changed = PortfolioChanged.make({ portfolioId, changes: { agency: 'Cobranzas del Sur' } });
    await rig.history.append('portfolio', portfolioId, changed);
    await rig.started().whenCleared(await rig.clear());
    const [message] = rig.gateway.taken;
    expect(message?.from.name).toBe('Cobranzas del Sur');
    expect(message?.text).toContain('Cobranzas del Sur, por cuenta de Banco Andino');
    expect(message?.text).not.toContain('Agencia Cauce');
  });

  it('is sent once, however often its clearance comes', async () => {
    const channel = rig.started();
    const cleared = await rig.clear();
    await channel.whenCleared(cleared);
    expect(await channel.whenCleared(cleared)).toEqual({ kind: 'duplicate' });
    expect(await rig.started().whenCleared(cleared)).toEqual({ kind: 'duplicate' });
    expect(rig.gateway.taken).toHaveLength(1);
  });

  it('of another channel is another’s', async () => {
    expect(await rig.started().whenCleared(await rig.clear(undefined, { channel: 'sms' }))).toEqual(done);
    expect(await rig.said()).toEqual([]);
  });

  it('is not sent on a clearance that a later one replaced', async () => {
    const old = await rig.clear();
    await rig.clear(undefined, { clearance: 'newer' });
    expect(await rig.started().whenCleared(old)).toEqual(done);
    expect(rig.gateway.taken).toEqual([]);
  });
});

describe('the sender of a message', () => {
  const assigned = (country: string | null, address: string) =>
    SenderAssigned.make({ creditorId: rig.book.creditorId, country, channel: 'email', name: null, address });

  it('is the creditor’s own in the country of the book, and stands in the attempt', async () => {
    const { creditorId } = rig.book;
    for (const [country, address] of [
      ['PE', 'pe@andino.example'],
      ['CO', 'co@andino.example'],
    ] as const)
      await rig.history.append('agency', creditorId, assigned(country, address));
    await rig.started().whenCleared(await rig.clear());
    const from = { name: 'Agencia Cauce', address: 'co@andino.example' };
    expect(rig.gateway.taken[0]?.from).toEqual(from);
    expect((await rig.events('AttemptStarted'))[0]?.data).toMatchObject({ from, segments: 1, cost: null });
  });

  it('stays what it was for an attempt that is made once more', async () => {
    const cleared = await rig.clear();
    const dying = Object.create(rig.gateway, { send: { value: () => Promise.reject(new Error('killed')) } });
    await expect(rig.started(dying).whenCleared(cleared)).rejects.toThrow('killed');
    await rig.history.append('agency', rig.book.creditorId, assigned(null, 'otro@andino.example'));
    await rig.started().whenCleared(cleared);
    expect(rig.gateway.taken[0]?.from.address).toBe('cobranzas@cauce.example');
  });

  it('comes with what the provider will charge', async () => {
    const quote = { segments: 2, cost: { minor: 3_600, currency: 'COP' } };
    await rig.started(Object.assign(rig.gateway, { quote: () => quote })).whenCleared(await rig.clear());
    expect((await rig.events('AttemptStarted'))[0]?.data).toMatchObject(quote);
  });
});
