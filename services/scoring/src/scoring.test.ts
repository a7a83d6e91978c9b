import type { RecordedEvent } from '@cauce/contracts';
import { openTestCore, type TestCore } from '@cauce/runtime/testing';
import type { Owed } from '@cauce/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ScoringController } from './scoring.controller.ts';

let rig: TestCore;
let controller: ScoringController;
let owed: Owed;

beforeEach(async () => {
  rig = await openTestCore('2026-03-01T12:00:00.000Z');
  controller = new ScoringController(rig.core);
  const book = await rig.history.book();
  const told = { obligation: 'A', minor: 10_000, dueDate: '2026-03-10', placedOn: '2026-03-01' };
  owed = await rig.history.debt(book, await rig.history.debtor(1), told);
});
afterEach(() => rig.close());

/** Hands the last event about the debt to the controller. */
const tell = async () => {
  const event = (await rig.core.store.read(`debt-${owed.debtId}`)).at(-1);
  if (!event) throw new Error('the debt has no event');
  return controller.whenDebtMoves(event as RecordedEvent<string, { debtId: string }>);
};
const scores = async () => (await rig.events('DebtScored')).map(({ data }) => data);

describe('a debt that moves', () => {
  it('is scored with its reasons and the version of the formula', async () => {
    expect(await tell()).toEqual({ kind: 'done' });
    expect(await scores()).toMatchObject([
      {
        debtId: owed.debtId,
        score: 80,
        model: 'points@1',
        reasons: [{ code: 'NOT_DUE' }, { code: 'REACHABLE' }],
      },
    ]);
  });

  it('is scored again only when a reason changes', async () => {
    await tell();
    await tell();
    rig.history.at('2026-03-16T12:00:00.000Z');
    await rig.history.pays(owed, 1_000);
    await tell();
    expect(await scores()).toMatchObject([
      { score: 80 },
      { score: 73, reasons: [{}, {}, { code: 'HAS_PAID' }] },
    ]);
  });

  it('is not scored once its placement has ended', async () => {
    await rig.history.pays(owed, 10_000, { settles: true });
    await tell();
    expect(await scores()).toEqual([]);
  });

  it('is not scored on what it was before by a process that slept while another scored it', async () => {
    const { store } = rig.core;
    const append = store.append.bind(store);
    store.append = async (appends) => {
      store.append = append;
      await rig.history.pays(owed, 1_000);
      await tell();
      return append(appends);
    };
    await tell();
    expect(await scores()).toMatchObject([{ reasons: [{}, {}, { code: 'HAS_PAID' }] }]);
  });
});
