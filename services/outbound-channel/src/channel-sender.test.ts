import { MemoryGateway } from '@cauce/adapters/memory';
import {
  AddressNoted,
  ContactPointInvalidated,
  DebtPlaced,
  DisputeReceived,
  HoldPlaced,
  PackApproved,
  PlacementEnded,
  PortfolioChanged,
  SenderAssigned,
} from '@cauce/contracts';
import { contact, type NotePerson, PACKS } from '@cauce/domain';
import { derivedId, instantText } from '@cauce/kernel';
import type { OutboundMessage, SendOutcome } from '@cauce/ports';
import { manyTurns } from '@cauce/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outboundGroup } from './outbound.controller.ts';
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

describe('the last look', () => {
  const deeds = {
    'was paid': () => rig.history.pays(rig.owed, 10_000, { settles: true }),
    'was recalled': () =>
      rig.history.append(
        'debt',
        rig.owed.debtId,
        PlacementEnded.make({ ...idsOf(), placement: 1, reason: 'recalled' }),
      ),
    'is disputed': () =>
      rig.history.append(
        'debt',
        rig.owed.debtId,
        DisputeReceived.make({ ...idsOf(), disputeId: derivedId('test', 'dispute') }),
      ),
    'is held': () =>
      rig.history.append(
        'debt',
        rig.owed.debtId,
        HoldPlaced.make({ ...idsOf(), holdId: derivedId('test', 'hold') }),
      ),
  };
  const idsOf = () => ({ debtId: rig.owed.debtId, debtorId: rig.owed.debtorId });
  const addressOf = () => rig.core.ids.point({ kind: 'email', value: rig.someone.email });

  it.each(Object.keys(deeds) as (keyof typeof deeds)[])(
    'revokes the clearance when the debt %s after it',
    async (deed) => {
      const cleared = await rig.clear();
      await deeds[deed]();
      expect(await rig.started().whenCleared(cleared)).toEqual(done);
      expect(await rig.said()).toEqual(['ClearanceRevoked']);
      expect(await rig.standing()).toMatchObject({ status: 'revoked', clearance: null });
      expect(rig.gateway.taken).toEqual([]);
    },
  );

  it.each(Object.keys(deeds) as (keyof typeof deeds)[])(
    'revokes the clearance when the debt %s while the message is being written',
    async (deed) => {
      const cleared = await rig.clear();
      rig.beforeAttempt(() => deeds[deed]());
      expect(await rig.started().whenCleared(cleared)).toEqual(done);
      expect(await rig.said()).toEqual(['ClearanceRevoked']);
      expect(await rig.standing()).toMatchObject({ status: 'revoked', clearance: null });
      expect(rig.gateway.taken).toEqual([]);
    },
  );

  it('revokes the clearance when its address went bad while the message was being written', async () => {
    await rig.addPoint('second@correo.example');
    const cleared = await rig.clear();
    const { debtorId } = rig.someone;
    const invalid = ContactPointInvalidated.make({ debtorId, pointId: addressOf(), reason: 'wrong' });
    rig.beforeAttempt(() => rig.history.append('contact', debtorId, invalid));
    await rig.started().whenCleared(cleared);
    expect(await rig.said()).toEqual(['ContactPointInvalidated', 'ClearanceRevoked']);
    expect(rig.gateway.taken).toEqual([]);
  });

  it.each([
    ['after the clearance', async (tell: () => Promise<void>) => tell()],
    ['while the message is being written', async (tell: () => Promise<void>) => rig.beforeAttempt(tell)],
  ])('revokes the clearance when the owner of the address opted out %s', async (_when, happens) => {
    const cleared = await rig.clear();
    const pointId = addressOf();
    // Told in the case of another person who has the same mailbox.
    const noted = AddressNoted.make({
      pointId,
      debtorId: derivedId('test', 'another'),
      noteId: derivedId('test', 'note'),
      kind: 'address_opt_out',
    });
    await happens(() => rig.history.append('address', pointId, noted));
    await rig.started().whenCleared(cleared);
    expect((await rig.events('ClearanceRevoked'))[0]?.data).toMatchObject({ moved: `address-${pointId}` });
    expect(rig.gateway.taken).toEqual([]);
  });

  it.each([
    ['after the clearance', async (tell: () => Promise<void>) => tell()],
    ['while the message is being written', async (tell: () => Promise<void>) => rig.beforeAttempt(tell)],
  ])('sends nothing when the person opted out %s', async (_when, happens) => {
    const cleared = await rig.clear();
    const { debtorId } = rig.someone;
    const causationId = derivedId('test', 'opt-out');
    const cause = { actor: 'policy:test', causationId, correlationId: causationId } as const;
    const command: NotePerson = {
      kind: 'note',
      noteId: derivedId('test', 'note'),
      fact: { kind: 'medium_opt_out', channels: ['email'] },
      since: instantText(rig.clock.now()),
      text: null,
    };
    await happens(async () => {
      await rig.core.log.transact(cause, (unit) => unit.execute(contact, debtorId, command));
    });
    await rig.started().whenCleared(cleared);
    expect(await rig.said()).toEqual(['PersonNoted', 'ClearanceRevoked']);
    expect(rig.gateway.taken).toEqual([]);
  });

  it('revokes the clearance when other packs may be in force since', async () => {
    const cleared = await rig.clear();
    const proposalId = derivedId('test', 'proposal');
    await rig.history.append('agency', PACKS, PackApproved.make({ proposalId }));
    await rig.started().whenCleared(cleared);
    expect((await rig.events('ClearanceRevoked'))[0]?.data).toMatchObject({ moved: `agency-${PACKS}` });
    expect(rig.gateway.taken).toEqual([]);
  });

  it.each([
    ['at its end', '2026-03-11T14:30:00.000Z', ['ClearanceExpired']],
    ['just before its end', '2026-03-11T14:30:00.001Z', ['AttemptStarted', 'AttemptAccepted']],
  ])('finds the clearance %s: %s', async (_when, expiresAt, said) => {
    await rig.started().whenCleared(await rig.clear(undefined, { expiresAt }));
    expect(await rig.said()).toEqual(said);
  });
});

describe('what cannot be sent', () => {
  it('for want of an address is held', async () => {
    const { debtorId, email } = rig.someone;
    const pointId = rig.core.ids.point({ kind: 'email', value: email });
    await rig.history.append(
      'contact',
      debtorId,
      ContactPointInvalidated.make({ debtorId, pointId, reason: 'x' }),
    );
    await rig.started().whenCleared(await rig.clear());
    expect((await rig.events('ContactHeld'))[0]?.data).toMatchObject({ reason: 'NO_ADDRESS' });
    expect(rig.gateway.taken).toEqual([]);
  });

  it('for want of a value is held, and says which: never an empty or raw tag', async () => {
    const { debtorId } = rig.someone;
    const debtId = derivedId('test', 'nameless');
    const { creditorId, portfolioId } = rig.book;
    const stated = {
      dueDate: '2026-03-10',
      plannedRecall: null,
      product: null,
      balanceAsOf: '2026-03-01',
      digest: 'd',
    };
    const balance = { principal: 1_000, interest: 0, fees: 0, tax: 0 };
    const rest = { placement: 1, placedOn: '2026-03-01', currency: 'COP', balance };
    const placed = DebtPlaced.make({ debtId, debtorId, creditorId, portfolioId, ...rest, ...stated });
    await rig.history.append('debt', debtId, placed);
    await rig.started().whenCleared(await rig.clear([{ ...rig.owed, debtId }]));
    expect((await rig.events('ContactHeld'))[0]?.data).toMatchObject({
      reason: 'MISSING_TAG',
      detail: [expect.stringContaining('account')],
    });
    expect(rig.gateway.taken).toEqual([]);
  });

  it('because the call would start more than 5 s after it was written down is not made', async () => {
    const cleared = await rig.clear();
    rig.beforeAttempt(async () => rig.clock.moveTo(Temporal.Instant.from('2026-03-11T14:30:05.001Z')));
    await rig.started().whenCleared(cleared);
    expect((await rig.events('AttemptNotMade'))[0]?.data).toMatchObject({ code: 'STARTED_TOO_LATE' });
    expect(rig.gateway.taken).toEqual([]);
  });

  it.each([
    ['that has it says so when it is asked', true, true, 'AttemptAccepted'],
    ['that has it cannot be asked', true, false, 'AttemptUnknown'],
    ['has it not: it may be on its way', false, true, 'AttemptUnknown'],
  ])('again because the answer was lost is not: the provider %s', async (_what, taken, looksUp, said) => {
    Object.assign(rig.gateway, { abilities: { deduplicates: false, looksUp } });
    rig.gateway.loseNextAnswer(taken);
    const channel = rig.started();
    const cleared = await rig.clear();
    await channel.whenCleared(cleared);
    expect(await channel.whenCleared(cleared)).toEqual({ kind: 'duplicate' });
    expect(await rig.said()).toEqual(['AttemptStarted', said]);
    expect(rig.gateway.taken).toHaveLength(taken ? 1 : 0);
  });
});

describe('a provider that is away', () => {
  it('is waited for before anything is written down, and keeps nobody from stopping', async () => {
    rig.gateway.setAway(true);
    const sender = rig.sender();
    const waiting = rig.started(rig.gateway, sender).whenCleared(await rig.clear());
    await manyTurns();
    sender.stop();
    expect(await waiting).toMatchObject({ kind: 'defer' });
    expect(await rig.said()).toEqual([]);
    rig.gateway.setAway(false);
    const [entry] = await rig.core.dueIndex.due(outboundGroup('email'), instantText(rig.clock.now()), 9);
    if (!entry) throw new Error('nothing was put off');
    expect(await rig.started().whenDue(entry)).toEqual(done);
    expect(rig.gateway.taken).toHaveLength(1);
  });
});

describe('a provider that takes no more than a rate', () => {
  it('is given nothing before its turn, and the attempt is written down only then', async () => {
    const sender = rig.sender({ perSecond: 1000, burst: 1 });
    expect(await rig.started(rig.gateway, sender).whenCleared(await rig.clear())).toEqual(done);
    expect(await rig.said()).toEqual(['AttemptStarted', 'AttemptAccepted']);
  });

  it('keeps nobody from stopping: who waited is sent at the next start', async () => {
    const sender = rig.sender({ perSecond: 0.000_001, burst: 1 });
    const waiting = rig.started(rig.gateway, sender).whenCleared(await rig.clear());
    sender.stop();
    expect(await waiting).toMatchObject({ kind: 'defer' });
    expect(await rig.said()).toEqual([]);
    const [entry] = await rig.core.dueIndex.due(outboundGroup('email'), instantText(rig.clock.now()), 9);
    if (!entry) throw new Error('nothing was put off');
    expect(await rig.started().whenDue(entry)).toEqual(done);
    expect(rig.gateway.taken).toHaveLength(1);
    expect(await rig.core.dueIndex.next()).toBeNull();
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
