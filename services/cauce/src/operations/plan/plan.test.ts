import { cpSync } from 'node:fs';
import type { RecordedEvent } from '@cauce/contracts';
import { contact, debt, placeOf, portfolio } from '@cauce/domain';
import { Importer } from '@cauce/ingestion';
import { addDays, type DateText, derivedId, localDate, type Uuid } from '@cauce/kernel';
import { type Core, VirtualClock } from '@cauce/runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFolder } from '../../host/folder.ts';
import { startHost } from '../../host/host.ts';
import { beginSample, playSample } from '../../sample/play-sample.ts';
import { play } from '../../simulate/run.ts';
import { bookOf, OTHER, ZOILA } from '../../testing/book.ts';
import { endOf, freshPlace, removePlaces, simulateFile, withApp, withHost } from '../../testing/line.ts';
import { holdOperation } from '../intake/hold.ts';
import { eraseOperation } from '../privacy/erase.ts';
import { type Plan, planOperation } from './plan.ts';

const UNTIL = '2026-03-02T04:30:00.000Z';
/** The day of every debtor that has not begun anywhere yet. */
const TOMORROW = '2026-03-02';

/** A contact of a day, as plan and log both tell it. */
interface Told {
  readonly contactId: Uuid;
  readonly at: string;
  readonly decision: string;
}

const DECISIONS: Readonly<Record<string, string>> = {
  ContactCleared: 'allow',
  ContactDeferred: 'defer',
  ContactRefused: 'block',
};

const zoneOf = async ({ log }: Core, event: RecordedEvent): Promise<string> => {
  const { debtorId, items } = event.data as { debtorId: Uuid; items: readonly { debtId: Uuid }[] };
  const person = await log.load(contact, debtorId);
  const first = items[0] && (await log.load(debt, items[0].debtId));
  const book = first && (await log.load(portfolio, first.portfolioId));
  const zone = book?.zone ?? 'UTC';
  return (person && placeOf(person, zone).zones[0]) ?? zone;
};

/** The gate's last word of a day about each contact, without what was cleared and then not accepted. */
const toldByLog = async (core: Core, after: string | null, date: DateText): Promise<Told[]> => {
  const told = new Map<Uuid, Told>();
  const accepted = new Set<Uuid>();
  const { events } = await core.store.readAll({ after, limit: 1_000_000, categories: ['contact'] });
  for (const event of events) {
    const { contactId } = event.data as { contactId: Uuid };
    if (event.type === 'AttemptAccepted') accepted.add(contactId);
    const decision = DECISIONS[event.type];
    if (!decision || localDate(event.recordedAt, await zoneOf(core, event)) !== date) continue;
    told.set(contactId, { contactId, at: event.recordedAt, decision });
  }
  return [...told.values()].filter(
    ({ contactId, decision }) => decision !== 'allow' || accepted.has(contactId),
  );
};

const sorted = (contacts: readonly Told[]): Told[] =>
  contacts
    .map(({ contactId, at, decision }) => ({ contactId, at, decision }))
    .sort((a, b) => (a.contactId < b.contactId ? -1 : 1));

/** A sample of four countries, three creditors and addresses of every fate, played up to an instant. */
const sampleFolder = async (dir: string, seed: number, debtors: number): Promise<void> => {
  const clock = new VirtualClock(Temporal.Instant.fromEpochMilliseconds(0));
  const folder = await openFolder({ dir, clock });
  const plan = await beginSample(folder.core, clock, { seed, debtors, days: 30, until: UNTIL });
  const host = await startHost(folder);
  await playSample(host, clock, plan);
  await host.stop();
  await folder.close();
};

/** What happens from there on, if nothing but time comes. */
const lived = (dir: string, date: DateText): Promise<Told[]> =>
  withHost({ dir, now: UNTIL }, async (host, clock) => {
    const { core } = host.folder;
    const after = await core.store.end();
    const id = derivedId('test', dir);
    const importer = new Importer(core, id, { actor: 'policy:test', causationId: id, correlationId: id });
    await play({ host, clock, importer, rows: [], until: `${addDays(date, 1)}T12:00:00.000Z` });
    return toldByLog(core, after, date);
  });

afterAll(removePlaces);

describe('plan', () => {
  it.each([
    { seed: 11, ahead: 0 },
    { seed: 12, ahead: 1 },
    { seed: 13, ahead: 6 },
  ])(
    'foresees what the line then does: sample $seed, $ahead days after tomorrow',
    async ({ seed, ahead }) => {
      const { dir } = freshPlace();
      await sampleFolder(dir, seed, 80);
      const date = addDays(TOMORROW, ahead);
      const before = await withApp({ dir, now: UNTIL }, ({ folder }) => folder.core.store.end());
      const plan = await withApp({ dir, now: UNTIL }, (app) => planOperation(app, { date }));
      expect(await withApp({ dir, now: UNTIL }, ({ folder }) => folder.core.store.end())).toBe(before);
      const copy = freshPlace();
      cpSync(dir, copy.dir, { recursive: true });
      cpSync(`${dir}.ledger`, `${copy.dir}.ledger`);
      const happened = await lived(copy.dir, date);
      expect(happened.length).toBeGreaterThan(0);
      expect(sorted(plan.contacts)).toEqual(sorted(happened));
      const spoken = new Set(
        plan.contacts
          .filter(({ decision }) => decision === 'allow')
          .flatMap(({ items }) => items.map((item) => item.debt)),
      );
      expect(spoken.size + plan.notContacted.length).toBe(plan.totals.debts);
    },
  );

  describe('of a small book', () => {
    const NOW = endOf('2026-02-08');
    let place: ReturnType<typeof freshPlace>;
    const planned = (date: string): Promise<Plan> =>
      withApp({ dir: place.dir, now: NOW }, (app) => planOperation(app, { date }));

    beforeAll(async () => {
      place = freshPlace();
      const path = place.file('book.csv', bookOf([ZOILA, OTHER]));
      await simulateFile(place.dir, path, '2026-02-01', '2026-02-08');
    });

    it('says who, when, in which words and by which rules', async () => {
      const { contacts, notContacted, totals } = await planned('2026-02-09');
      expect(notContacted).toEqual([]);
      expect(totals).toMatchObject({ debtors: 2, debts: 2, contacts: 2, allow: 2 });
      expect(contacts.find(({ debtor }) => debtor === ZOILA.reference)).toMatchObject({
        creditor: 'BANCO-ANDES',
        channel: 'email',
        language: 'es',
        plannedFor: '2026-02-09T14:30:00.000Z',
        at: '2026-02-09T14:30:00.000Z',
        template: 'standard-due_soon@2',
        subject: 'Un recordatorio sobre su cuenta',
        items: [{ debt: ZOILA.obligation, step: 'D-3' }],
        decision: 'allow',
        rules: expect.arrayContaining([expect.objectContaining({ id: 'CO-HOURS', outcome: 'allow' })]),
      });
    });

    it('names a reason for everybody who is not contacted', async () => {
      const free = await planned('2026-02-10');
      expect(free.contacts).toEqual([]);
      expect(free.totals.notContacted).toEqual({ no_step_due: 2 });
      await withApp({ dir: place.dir, now: NOW }, (app) =>
        holdOperation(app, { debt: OTHER.obligation, reason: 'dispute' }),
      );
      await withApp({ dir: place.dir, now: NOW, as: 'one' }, (app) =>
        eraseOperation(app, { debtor: ZOILA.document, reason: 'asked' }),
      );
      await withApp({ dir: place.dir, now: NOW, as: 'two' }, (app) =>
        eraseOperation(app, { debtor: ZOILA.document }),
      );
      const stopped = await planned('2026-02-09');
      expect(stopped.contacts).toEqual([]);
      expect(stopped.totals.notContacted).toEqual({ held: 1, erased: 1 });
      expect(stopped.notContacted.map(({ debt }) => debt).sort()).toEqual(
        [OTHER.obligation, '[erased]'].sort(),
      );
    });

    it('refuses a day that is over and a date that is none', async () => {
      await expect(planned('2026-02-07')).rejects.toThrow(/^date must be a day that is not over/);
      await expect(planned('mañana')).rejects.toThrow(/must be a date/);
    });
  });
});
