import { ContactPointInvalidated, DebtPlaced } from '@cauce/contracts';
import { derivedId } from '@cauce/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChannelRig, openChannel } from './testing/rig.ts';

let rig: ChannelRig;
beforeEach(async () => {
  rig = await openChannel();
});
afterEach(() => rig.close());

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
