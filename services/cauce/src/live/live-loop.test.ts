import { ManualMonotonic, MemoryGateway } from '@cauce/adapters/memory';
import { StorageFullError } from '@cauce/ports';
import { manyTurns } from '@cauce/ports/contract';
import { Reporting } from '@cauce/reporting';
import { readPacks } from '@cauce/rule-packs';
import { openTestCore } from '@cauce/runtime/testing';
import { expect, it } from '@jest/globals';
import { Services } from '../host/services.ts';
import { LiveLoop } from './live-loop.ts';

const sender = {
  agency: 'Agencia Cauce',
  address: 'cobranzas@cauce.example',
  optOut: 'mailto:baja@cauce.example',
};

it('says once that the disk is full, is not ready meanwhile, and goes on by itself when there is room', async () => {
  const monotonic = new ManualMonotonic();
  const { core, history, failures, events, close } = await openTestCore(
    '2026-03-01T12:00:00.000Z',
    monotonic,
  );
  const services = await Services.start(core, readPacks(), [{ gateway: new MemoryGateway(core), sender }]);
  const reporting = new Reporting(core);
  await reporting.start();
  const { store } = core;
  const append = store.append.bind(store);
  let full = true;
  store.append = async (appends) => {
    const ofServices = appends.some(({ events }) =>
      events.some(({ envelope }) => envelope.actor !== 'policy:history'),
    );
    if (full && ofServices) throw new StorageFullError('log.db');
    return append(appends);
  };
  const told: string[] = [];
  const loop = new LiveLoop({ folder: { core }, services, reporting }, (problem) => told.push(problem));
  /** Lets time go by until something is so. */
  const until = async (is: () => boolean): Promise<void> => {
    while (!is()) {
      monotonic.pass(1_000);
      await manyTurns();
    }
  };
  try {
    const book = await history.book();
    const someone = await history.debtor(1);
    await history.debt(book, someone, { obligation: 'A-1', minor: 10_000, dueDate: '2026-03-10' });
    await until(() => loop.problems.length > 0);
    const reason = expect.stringContaining('no space left for log.db');
    for (let seconds = 0; seconds < 120; seconds += 1) {
      monotonic.pass(1_000);
      await manyTurns();
    }
    expect(loop.problems).toEqual([reason]);
    expect(told).toEqual([reason]);
    expect(await events('SegmentEntered', 'DebtScored')).toEqual([]);
    full = false;
    await until(() => loop.problems.length === 0);
    await core.bus.idle();
    expect((await events('SegmentEntered', 'DebtScored')).map(({ type }) => type).toSorted()).toEqual([
      'DebtScored',
      'SegmentEntered',
    ]);
    expect([told.length, failures, await core.bus.parked()]).toEqual([1, [], []]);
  } finally {
    await loop.stop();
    await services.stop();
    await reporting.close();
    await close();
  }
});
