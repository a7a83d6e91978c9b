import {
  ContactCancelled,
  ContactCleared,
  ContactDeferred,
  HoldPlaced,
  PlacementEnded,
  type RecordedEvent,
} from '@cauce/contracts';
import { standard } from '@cauce/domain';
import { derivedId, type InstantText, instantText } from '@cauce/kernel';
import { openTestCore, type TestCore } from '@cauce/runtime/testing';
import { type Book, ContactStory, decisionOf, type Owed, type Someone } from '@cauce/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SegmentationController } from './segmentation.controller.ts';
import { SEGMENTATION, TreatmentWaker, treatmentKeyOf } from './treatment-waker.ts';

let rig: TestCore;
let controller: SegmentationController;
let book: Book;
let someone: Someone;
let owed: Owed;

beforeEach(async () => {
  rig = await openTestCore('2026-03-01T12:00:00.000Z');
  controller = new SegmentationController(rig.core, new TreatmentWaker(rig.core, standard));
  book = await rig.history.book();
  someone = await rig.history.debtor(1);
  owed = await place('A');
});
afterEach(() => rig.close());

const place = (obligation: string, dueDate = '2026-03-10', placedOn = '2026-03-01'): Promise<Owed> =>
  rig.history.debt(book, someone, { obligation, minor: 10_000, dueDate, placedOn });

/** Hands the last event of a type to the controller. */
const tell = async (type: string) => {
  const event = (await rig.events(type)).at(-1);
  if (!event) throw new Error(`there is no ${type}`);
  return type.startsWith('Contact')
    ? controller.whenItemsAreDeferred(event as Parameters<SegmentationController['whenItemsAreDeferred']>[0])
    : controller.whenDebtChanges(event as RecordedEvent<string, { debtId: string }>);
};

/** Goes through time, waking what is due, until an instant. */
const until = async (last: InstantText): Promise<void> => {
  for (;;) {
    const next = await rig.core.dueIndex.next();
    if (next === null || next > last) break;
    rig.clock.moveTo(Temporal.Instant.from(next));
    for (const entry of await rig.core.dueIndex.due(SEGMENTATION, next, 9)) await controller.whenDue(entry);
  }
  rig.clock.moveTo(Temporal.Instant.from(last));
};

const timers = () => rig.core.dueIndex.due(SEGMENTATION, '2099-01-01T00:00:00.000Z', 9);
const requests = async () =>
  (await rig.events('ContactRequested')).map(
    ({ data }) => data as { plannedFor: string; items: { debtId: string; step: string }[] },
  );
const steps = async () => (await requests()).map(({ items }) => items.map(({ step }) => step).join());

describe('a debt that is placed', () => {
  it('enters its segment, and wakes its treatment at its next step', async () => {
    expect(await tell('DebtPlaced')).toEqual({ kind: 'done' });
    const [entered] = await rig.events('SegmentEntered');
    expect(entered).toMatchObject({
      stream: `treatment-${someone.debtorId}-${book.creditorId}`,
      data: { segment: 'not_due', debtId: owed.debtId },
    });
    const [timer] = await timers();
    expect(timer).toMatchObject({ key: someone.debtorId, dueAt: '2026-03-07T14:30:00.000Z' });
    expect(timer && treatmentKeyOf(timer.id)).toEqual({
      debtorId: someone.debtorId,
      creditorId: book.creditorId,
    });
  });

  it('changes nothing when it is told again', async () => {
    await tell('DebtPlaced');
    const before = await rig.events();
    await tell('DebtPlaced');
    expect(await rig.events()).toEqual(before);
    expect(await timers()).toHaveLength(1);
  });

  it('is worked through its steps, each asked for on its day', async () => {
    await tell('DebtPlaced');
    await until('2026-05-01T00:00:00.000Z');
    expect((await requests()).map(({ plannedFor }) => plannedFor)).toEqual([
      '2026-03-07T14:30:00.000Z',
      '2026-03-11T14:30:00.000Z',
      '2026-03-17T14:30:00.000Z',
      '2026-03-25T14:30:00.000Z',
      '2026-04-09T14:30:00.000Z',
    ]);
  });

  it('of a person whom nobody has registered is left alone', async () => {
    const nobody = { debtorId: derivedId('test', 'nobody') };
    await rig.history.debt(book, nobody, { obligation: 'Z', minor: 1, dueDate: '2026-03-10' });
    expect(await tell('DebtPlaced')).toEqual({ kind: 'done' });
    expect(await rig.events('SegmentEntered')).toEqual([]);
  });

  it('travels with the others of its debtor and creditor', async () => {
    await tell('DebtPlaced');
    await place('B');
    await tell('DebtPlaced');
    await until('2026-03-08T00:00:00.000Z');
    expect(await steps()).toEqual(['D-3,D-3']);
  });
});

describe('a debt that needs no more work', () => {
  const held = () =>
    HoldPlaced.make({
      debtId: owed.debtId,
      debtorId: owed.debtorId,
      holdId: derivedId('test', 'h'),
    });
  const recalled = () =>
    PlacementEnded.make({ debtId: owed.debtId, debtorId: owed.debtorId, placement: 1, reason: 'recalled' });

  it.each([
    ['paid', () => rig.history.pays(owed, 10_000, { settles: true }), 'PlacementEnded'],
    ['recalled', () => rig.history.append('debt', owed.debtId, recalled()), 'PlacementEnded'],
    ['held', () => rig.history.append('debt', owed.debtId, held()), 'HoldPlaced'],
  ])('because it was %s has no more steps', async (_why, deed, type) => {
    await tell('DebtPlaced');
    await until('2026-03-08T00:00:00.000Z');
    await deed();
    await tell(type);
    await until('2026-06-30T00:00:00.000Z');
    expect(await steps()).toEqual(['D-3']);
    expect(await timers()).toEqual([]);
  });

  it('is seen to be paid at its timer, though the message has not come yet', async () => {
    await tell('DebtPlaced');
    await rig.history.pays(owed, 10_000, { settles: true });
    await until('2026-03-12T00:00:00.000Z');
    expect(await steps()).toEqual([]);
  });
});

describe('an answer of the gate', () => {
  const story = async () => {
    await until('2026-03-11T14:30:00.000Z');
    const asked = (await rig.events('ContactRequested')).at(-1);
    if (!asked) throw new Error('nothing was asked for');
    return asked as RecordedEvent<string, { contactId: string; items: { debtId: string; step: string }[] }>;
  };
  const answered = async (
    kind: 'deferred' | 'cleared',
    notBefore: InstantText,
    deferred: readonly Owed[],
  ) => {
    const { id: requestId, data } = await story();
    const { contactId, items } = data;
    const { debtorId } = someone;
    const { creditorId } = book;
    const put = items.filter((item) => deferred.some(({ debtId }) => debtId === item.debtId));
    const rest = items.filter((item) => !put.includes(item)).map(({ debtId, step }) => ({ debtId, step }));
    const plain = put.map(({ debtId, step }) => ({ debtId, step }));
    const judged = [
      ...decisionOf(rest, 'allow', notBefore).items,
      ...decisionOf(plain, 'defer', notBefore).items,
    ];
    const decision = { ...decisionOf(plain, 'defer', notBefore), items: judged };
    const planned = { plannedFor: '2026-03-11T14:30:00.000Z', usefulUntil: '2026-03-17T14:30:00.000Z' };
    const request = {
      debtorId,
      creditorId,
      contactId,
      requestId,
      channel: 'email',
      language: 'es',
      ...planned,
    };
    const clearanceId = derivedId('test', 'clearance');
    const event =
      kind === 'deferred'
        ? ContactDeferred.make({ ...request, notBefore, items: plain, decision })
        : ContactCleared.make({
            ...request,
            clearanceId,
            expiresAt: notBefore,
            pointId: null,
            template: null,
            items: rest,
            decision,
          });
    await rig.history.append('contact', debtorId, event);
    return tell(event.type);
  };

  it.each([
    ['the strategy hour of another day', '2026-03-12T12:00:00.000Z', '2026-03-12T14:30:00.000Z'],
    ['the lawful instant where that is later', '2026-03-12T20:00:00.000Z', '2026-03-12T20:00:00.000Z'],
  ])('that defers plans the items again for %s', async (_words, lawfulFrom, planned) => {
    await tell('DebtPlaced');
    expect(await answered('deferred', lawfulFrom, [owed])).toEqual({ kind: 'done' });
    expect(await timers()).toMatchObject([{ dueAt: planned }]);
    await until('2026-03-13T00:00:00.000Z');
    const [first, second] = (await rig.events('ContactRequested')).slice(-2);
    expect(second?.data).toMatchObject({
      plannedFor: planned,
      merges: [(first?.data as { contactId?: string } | undefined)?.contactId],
    });
  });

  it('that defers is heard once', async () => {
    await tell('DebtPlaced');
    await answered('deferred', '2026-03-12T12:00:00.000Z', [owed]);
    await tell('ContactDeferred');
    await until('2026-03-13T00:00:00.000Z');
    await tell('ContactDeferred');
    expect(await rig.events('ItemsReplanned')).toHaveLength(1);
    expect(await steps()).toEqual(['D-3', 'D+1', 'D+1']);
  });

  it('that clears some and defers others plans the others again', async () => {
    await tell('DebtPlaced');
    const other = await place('B');
    await tell('DebtPlaced');
    await answered('cleared', '2026-03-12T12:00:00.000Z', [other]);
    await until('2026-03-13T00:00:00.000Z');
    const last = (await rig.events('ContactRequested')).at(-1);
    expect(last?.data).toMatchObject({ items: [{ debtId: other.debtId, step: 'D+1' }] });
  });

  it('that clears everything changes nothing', async () => {
    await tell('DebtPlaced');
    await answered('cleared', '2026-03-11T14:45:00.000Z', []);
    expect(await rig.events('ItemsReplanned')).toEqual([]);
  });
});

describe('a contact that was sent', () => {
  it('is not the contact of what comes later that day', async () => {
    await tell('DebtPlaced');
    await until('2026-03-11T14:30:00.000Z');
    const asked = (await rig.events('ContactRequested')).at(-1);
    const { contactId } = { contactId: '', ...(asked?.data ?? {}) };
    const sent = new ContactStory(rig.history, someone, {
      debts: [owed],
      step: 'D+1',
      plannedFor: instantText(rig.clock.now()),
    });
    expect(sent.contactId).toBe(contactId);
    for (const act of ['cleared', 'started', 'accepted'] as const) await sent[act]();
    rig.clock.moveTo(Temporal.Instant.from('2026-03-11T16:00:00.000Z'));
    const later = await place('B', '2026-03-14', '2026-03-11');
    await tell('DebtPlaced');
    const last = (await rig.events('ContactRequested')).at(-1);
    expect(last?.data).toMatchObject({ items: [{ debtId: later.debtId, step: 'D-3' }] });
    expect(last?.data).not.toMatchObject({ contactId });
  });
});

describe('a contact that is cancelled because its use is over', () => {
  it('leaves what is still of use to another', async () => {
    await tell('DebtPlaced');
    await place('B', '2026-03-06');
    await tell('DebtPlaced');
    await until('2026-03-10T05:00:00.000Z');
    const [, asked] = (await rig.events('ContactRequested')) as RecordedEvent<
      string,
      { contactId: string }
    >[];
    if (!asked) throw new Error('nothing was asked for');
    const cancelled = ContactCancelled.make({
      debtorId: someone.debtorId,
      creditorId: book.creditorId,
      contactId: asked.data.contactId,
      requestId: asked.id,
      reason: 'USE_OVER',
      items: (await requests())[1]?.items.map(({ debtId, step }) => ({ debtId, step })) ?? [],
    });
    await rig.history.append('contact', someone.debtorId, cancelled);
    const [event] = await rig.events('ContactCancelled');
    const told = event as Parameters<SegmentationController['whenCancelled']>[0];
    await controller.whenCancelled(told);
    await controller.whenCancelled(told);
    expect(await steps()).toEqual(['D-3', 'D-3,D+1', 'D+1']);
    expect((await requests())[2]).toMatchObject({ merges: [asked.data.contactId] });
  });
});
