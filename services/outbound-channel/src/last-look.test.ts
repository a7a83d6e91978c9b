import {
  AddressNoted,
  ContactPointInvalidated,
  DisputeReceived,
  HoldPlaced,
  PackApproved,
  PlacementEnded,
  PortfolioChanged,
} from '@cauce/contracts';
import { contact, type NotePerson, PACKS } from '@cauce/domain';
import { derivedId, instantText } from '@cauce/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChannelRig, openChannel } from './testing/rig.ts';

let rig: ChannelRig;
beforeEach(async () => {
  rig = await openChannel();
});
afterEach(() => rig.close());

const done = { kind: 'done' };

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

  it('ends the contact with somebody who was erased after the clearance', async () => {
    const cleared = await rig.clear();
    await rig.core.vault.destroy(rig.someone.debtorId, instantText(rig.clock.now()));
    expect(await rig.started().whenCleared(cleared)).toEqual(done);
    expect((await rig.events('ContactCancelled'))[0]?.data).toMatchObject({ reason: 'ERASED' });
    expect(await rig.said()).toEqual(['ContactCancelled']);
    expect(rig.gateway.taken).toEqual([]);
  });

  it('revokes the clearance when its portfolio has other terms since', async () => {
    const cleared = await rig.clear();
    const { portfolioId } = rig.book;
    const changed = PortfolioChanged.make({ portfolioId, changes: { zone: 'America/Lima' } });
    await rig.history.append('portfolio', portfolioId, changed);
    await rig.started().whenCleared(cleared);
    expect((await rig.events('ClearanceRevoked'))[0]?.data).toMatchObject({
      moved: `portfolio-${portfolioId}`,
    });
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

  it('finds the clearance over where somebody whose clock is ahead wrote after its end: its caps are free by then', async () => {
    const cleared = await rig.clear();
    rig.history.at('2026-03-11T14:46:00.000Z');
    await rig.addPoint('second@correo.example');
    Object.assign(rig.core, { clock: { now: () => Temporal.Instant.from('2026-03-11T14:40:00.000Z') } });
    await rig.started().whenCleared(cleared);
    expect(await rig.said()).toEqual(['ClearanceExpired']);
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
