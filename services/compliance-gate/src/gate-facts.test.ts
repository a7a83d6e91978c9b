import { AddressNoted, HoldPlaced } from '@cauce/contracts';
import { derivedId } from '@cauce/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type GateRig, openGate } from './testing/rig.ts';

let rig: GateRig;
beforeEach(async () => {
  rig = await openGate();
});
afterEach(() => rig.close());

const addressOf = () => rig.core.ids.point({ kind: 'email', value: rig.someone.email });

/** The owner of the debtor's first mailbox asks for no more mail. */
const closes = async (): Promise<void> => {
  const pointId = addressOf();
  const noteId = derivedId('test', 'note');
  const noted = AddressNoted.make({ pointId, noteId, kind: 'address_opt_out', channels: ['email'] });
  await rig.history.append('address', pointId, noted);
};

const holds = async (): Promise<void> => {
  const { debtId, debtorId } = rig.owed;
  const held = HoldPlaced.make({ debtId, debtorId, holdId: derivedId('test', 'hold') });
  await rig.history.append('debt', debtId, held);
};

/** Something that happens once between the gate's judgement and its append. */
const beforeAnswer = (deed: () => Promise<void>): void => {
  const { store } = rig.core;
  const append = store.append.bind(store);
  store.append = async (appends) => {
    store.append = append;
    await deed();
    return append(appends);
  };
};

describe('the address that a contact would reach', () => {
  it('is the first one that nobody spoke against', async () => {
    await rig.addEmail('second');
    await closes();
    await rig.tell(await rig.request());
    expect((await rig.standing())?.clearance?.pointId).toBe(derivedId('test', 'second'));
  });

  it('is the first of all where all are closed, for the law to say why not', async () => {
    await closes();
    await rig.tell(await rig.request());
    expect((await rig.standing())?.clearance?.pointId).toBe(addressOf());
  });
});

describe('an answer falls when what it stands on moves before it is appended', () => {
  it('the address: another one is named', async () => {
    await rig.addEmail('second');
    const asked = await rig.request();
    beforeAnswer(closes);
    await rig.tell(asked);
    expect((await rig.standing())?.clearance?.pointId).toBe(derivedId('test', 'second'));
    expect(await rig.events('ContactCleared')).toHaveLength(1);
  });

  it('the debt: nothing is left to say', async () => {
    const asked = await rig.request();
    beforeAnswer(holds);
    await rig.tell(asked);
    expect((await rig.events('ContactCancelled'))[0]?.data).toMatchObject({ reason: 'NOTHING_TO_SAY' });
    expect(await rig.events('ContactCleared')).toEqual([]);
  });
});
