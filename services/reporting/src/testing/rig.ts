import { randomBytes } from 'node:crypto';
import { openMemory } from '@cauce/adapters/memory';
import { noTelemetry } from '@cauce/ports';
import { EventLog, Ids, Sealer, SystemMonotonic, VirtualClock } from '@cauce/runtime';
import { type Book, ContactStory, History, type Owed, type Someone } from '@cauce/testing';
import { Reporting } from '../reporting.ts';

/** The service over ports in memory, and a history that writes into its log from 2026-01-05, 12:00 UTC on. */
export const openRig = async () => {
  const monotonic = new SystemMonotonic();
  const { store, readModels, keyVault, close: closePorts } = openMemory({ monotonic });
  const clock = new VirtualClock(Temporal.Instant.from('2026-01-05T12:00:00Z'));
  const ids = new Ids(randomBytes(32));
  const sealer = new Sealer(keyVault);
  const log = new EventLog(store, sealer, clock);
  const reporting = new Reporting({ log, store, readModels, monotonic, ids, telemetry: noTelemetry });
  await reporting.start();
  const close = async (): Promise<void> => {
    await reporting.close();
    await closePorts();
  };
  return {
    store,
    keyVault,
    readModels,
    ids,
    sealer,
    log,
    reporting,
    history: new History(log, clock, ids),
    close,
  };
};

export type Rig = Awaited<ReturnType<typeof openRig>>;

/** A debtor with one debt, OBL-1 of 1,250 pesos, known to the creditor as CLI-9. */
export const openCase = async () => {
  const rig = await openRig();
  const book: Book = await rig.history.book();
  const someone: Someone = await rig.history.debtor(1);
  const card: Owed = await rig.history.debt(book, someone, {
    obligation: 'OBL-1',
    minor: 125_000,
    dueDate: '2026-01-10',
    placedOn: '2026-01-05',
    debtorReference: 'CLI-9',
  });
  const story = (step: string, plannedFor: string): ContactStory =>
    new ContactStory(rig.history, someone, { debts: [card], step, plannedFor });
  /** A contact about the debt, sent and delivered at the instant it was planned for. */
  const delivered = async (step: string, at: string): Promise<ContactStory> => {
    rig.history.at(at);
    const contact = story(step, at);
    for (const act of ['requested', 'cleared', 'started', 'accepted', 'delivered'] as const)
      await contact[act]();
    return contact;
  };
  return { ...rig, book, someone, card, story, delivered };
};

export type Case = Awaited<ReturnType<typeof openCase>>;

/** All lines of an export. */
export const all = async <T>(lines: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const line of lines) found.push(line);
  return found;
};
