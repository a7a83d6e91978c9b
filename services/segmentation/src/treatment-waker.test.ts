import { HoldLifted, HoldPlaced } from '@cauce/contracts';
import { standard } from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import type { DueIndex } from '@cauce/ports';
import { openTestCore, type TestCore } from '@cauce/runtime/testing';
import type { Book, Owed, Someone } from '@cauce/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SEGMENTATION, TreatmentWaker } from './treatment-waker.ts';

const cause = { actor: 'policy:test', causationId: 'test', correlationId: 'test' } as const;

let rig: TestCore;
let book: Book;
let someone: Someone;
let owed: Owed;
beforeEach(async () => {
  rig = await openTestCore('2026-03-01T12:00:00.000Z');
  book = await rig.history.book();
  someone = await rig.history.debtor(1);
  const told = { obligation: 'A', minor: 10_000, dueDate: '2026-03-10', placedOn: '2026-03-01' };
  owed = await rig.history.debt(book, someone, told);
});
afterEach(() => rig.close());

const timers = () => rig.core.dueIndex.due(SEGMENTATION, '2099-01-01T00:00:00.000Z', 9);
const tell = (event: Parameters<typeof rig.history.append>[2]) =>
  rig.history.append('debt', owed.debtId, event);
const hold = () => ({ debtId: owed.debtId, debtorId: owed.debtorId, holdId: derivedId('test', 'hold') });

/** A process that falls asleep before it writes down its timer, and how to wake it. */
const asleep = async () => {
  const { dueIndex } = rig.core;
  const sleeps = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<void>();
  const sleep = async (): Promise<void> => {
    sleeps.resolve();
    await woken.promise;
  };
  const sleepy: Pick<DueIndex, 'set' | 'remove'> = {
    set: (entries) => sleep().then(() => dueIndex.set(entries)),
    remove: (...asked) => sleep().then(() => dueIndex.remove(...asked)),
  };
  const core = { ...rig.core, dueIndex: { ...dueIndex, ...sleepy } };
  const waking = new TreatmentWaker(core, standard).wake(owed, cause);
  await sleeps.promise;
  return {
    wakeUp: async (): Promise<void> => {
      woken.resolve();
      await waking;
    },
  };
};

const waker = () => new TreatmentWaker(rig.core, standard);

describe('a process that slept since it looked at the facts', () => {
  it('does not replace the timer that another one set on newer facts', async () => {
    await waker().wake(owed, cause, owed.debtId);
    const [step] = await timers();
    await tell(HoldPlaced.make(hold()));
    const { wakeUp } = await asleep();
    await tell(HoldLifted.make(hold()));
    await waker().wake(owed, cause);
    await wakeUp();
    expect(await timers()).toMatchObject([{ dueAt: step?.dueAt }]);
  });
});

describe('a debt that ended before its treatment knew it', () => {
  it('does not count for the timer, which is looked at without it', async () => {
    await waker().wake(owed, cause, owed.debtId);
    const other = await rig.history.debt(book, someone, { obligation: 'B', minor: 1, dueDate: '2026-03-10' });
    for (let n = 0; n < 9; n += 1) await rig.history.pays(other, 1_000);
    await rig.history.pays(other, 1_000, { settles: true });
    await waker().wake(owed, cause, other.debtId);
    const [step] = await timers();
    rig.clock.moveTo(Temporal.Instant.from(step?.dueAt ?? ''));
    await waker().wake(owed, cause);
    expect(await timers()).toMatchObject([{ dueAt: '2026-03-11T05:00:00.000Z' }]);
  });
});
