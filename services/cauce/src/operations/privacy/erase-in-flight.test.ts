import { Gate, Packs } from '@cauce/compliance-gate';
import { contact, debt, type GateRequest, standard, treatment } from '@cauce/domain';
import { Importer } from '@cauce/ingestion';
import { derivedId, type Uuid } from '@cauce/kernel';
import { readPacks } from '@cauce/rule-packs';
import type { Core } from '@cauce/runtime';
import { TreatmentWaker } from '@cauce/segmentation';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { App } from '../../host/app.ts';
import { play } from '../../simulate/run.ts';
import { bookOf, OTHER, type Row, valuesOf, ZOILA } from '../../testing/book.ts';
import { leaksIn } from '../../testing/bytes.ts';
import { endOf, freshPlace, removePlaces, simulateFile, withApp, withHost } from '../../testing/line.ts';
import { eraseOperation } from './erase.ts';

/** The instant of Zoila's first step, D-3 of 12 February. */
const STEP = '2026-02-09T14:30:00.000Z';

const cause = (of: string) => {
  const id = derivedId('test', of);
  return { actor: 'policy:test', causationId: id, correlationId: id } as const;
};

const playedTo = async (day: string, zoila: Row = ZOILA): Promise<string> => {
  const place = freshPlace();
  const path = place.file('book.csv', bookOf([zoila, OTHER]));
  await simulateFile(place.dir, path, '2026-02-01', day);
  return place.dir;
};

const keyOf = async ({ folder, reporting }: App): Promise<{ debtorId: Uuid; creditorId: Uuid }> => {
  const { debtorId, debtId = '' } = await reporting.references.subject(ZOILA.obligation);
  const one = await folder.core.log.load(debt, debtId);
  return { debtorId, creditorId: one?.creditorId ?? '' };
};

/** Segmentation asks for the step; nobody else runs. */
const request = async (app: App): Promise<GateRequest> => {
  const { core } = app.folder;
  const key = await keyOf(app);
  await new TreatmentWaker(core, standard).wake(key, cause('wake'));
  const events = await core.store.read(`treatment-${key.debtorId}-${key.creditorId}`);
  const asked = events.findLast(({ type }) => type === 'ContactRequested');
  if (!asked) throw new Error('no contact was asked for');
  return { ...(asked.data as GateRequest), requestId: asked.id };
};

/** The gate clears what was asked for; nobody sends it. */
const clear = async (core: Core, asked: GateRequest): Promise<Uuid> => {
  const { debtorId, creditorId, contactId, requestId, channel, language, plannedFor, usefulUntil } = asked;
  const plain = { debtorId, creditorId, contactId, requestId, channel, language, plannedFor, usefulUntil };
  const { items } = asked as GateRequest & { items: { debtId: Uuid; step: string }[] };
  await core.log.transact(cause('clear'), async (unit) => {
    const spoken = items.map(({ debtId, step }) => ({ debtId, step }));
    await unit.execute(
      contact,
      debtorId,
      await new Gate(core, new Packs(readPacks())).judge(unit, plain, spoken),
    );
  });
  const person = await core.log.load(contact, debtorId);
  return person?.contacts.get(contactId)?.clearance?.clearanceId ?? '';
};

/** The channel wrote the attempt down and died before the call. */
const start = async (core: Core, asked: GateRequest, clearanceId: Uuid): Promise<void> => {
  const { debtorId, contactId } = asked;
  const person = await core.log.load(contact, debtorId);
  const attemptId = derivedId('attempt', clearanceId);
  await core.log.transact(cause('start'), (unit) =>
    unit.execute(contact, debtorId, {
      kind: 'start-attempt',
      contactId,
      attemptId,
      clearanceId,
      pointId: person?.points.find(({ kind }) => kind === 'email')?.pointId ?? '',
      gateway: 'smtp',
      messageId: `${attemptId}.${debtorId}`,
      template: 'standard-due_soon',
      templateVersion: '1',
      from: { name: 'Agencia Cauce', address: 'cobranzas@cauce.example' },
      segments: 1,
      cost: null,
      items: person?.contacts.get(contactId)?.items ?? [],
      text: { to: ZOILA.email, subject: 'x', text: ZOILA.surname, html: ZOILA.surname },
    }),
  );
};

const erase = async (app: App): Promise<void> => {
  await eraseOperation({ ...app, actor: 'principal:one' }, { debtor: ZOILA.document, reason: 'asked' });
  await eraseOperation({ ...app, actor: 'principal:two' }, { debtor: ZOILA.document });
};

/** The line goes on for two days; what became of Zoila's contacts. */
const goOn = (dir: string, now: string) =>
  withHost({ dir, now }, async (host, clock) => {
    const { core } = host.folder;
    const { causationId, ...rest } = cause('play');
    const importer = new Importer(core, causationId, { causationId, ...rest });
    await play({ host, clock, importer, rows: [], until: endOf('2026-02-11') });
    await host.settle();
    const { debtorId } = await host.reporting.references.subject(ZOILA.document);
    const lines = [];
    for await (const line of host.reporting.exportContacts())
      if (line.debtor === '[erased]') lines.push(line);
    expect(await core.bus.parked()).toEqual([]);
    expect(host.sandboxes.email.mailbox.list({ limit: 100, to: ZOILA.email }).entries).toEqual([]);
    const reasons = (await core.store.read(`contact-${debtorId}`)).flatMap(({ type, data }) =>
      type === 'ContactCancelled' ? [(data as { reason: string }).reason] : [],
    );
    const left = await core.log.load(treatment, [...(await treatmentsOf(core, debtorId))][0] ?? '');
    return { statuses: lines.map(({ status }) => status), reasons, replanned: left.replanned };
  });

const treatmentsOf = async (core: Core, debtorId: Uuid): Promise<string[]> => {
  const ids: string[] = [];
  for await (const stream of core.store.streams('treatment'))
    if (stream.includes(debtorId)) ids.push(stream.slice('treatment-'.length));
  return ids;
};

afterAll(removePlaces);

describe('a person erased while something is in flight', () => {
  it('asked for: the gate cancels it', async () => {
    const dir = await playedTo('2026-02-08');
    await withApp({ dir, now: STEP }, async (app) => {
      await request(app);
      await erase(app);
    });
    expect(await goOn(dir, STEP)).toEqual({ statuses: ['cancelled'], reasons: ['ERASED'], replanned: [] });
    expect(leaksIn(dir, valuesOf(ZOILA))).toEqual([]);
  });

  it('cleared: the channel cancels it', async () => {
    const dir = await playedTo('2026-02-08');
    await withApp({ dir, now: STEP }, async (app) => {
      await clear(app.folder.core, await request(app));
      await erase(app);
    });
    expect(await goOn(dir, STEP)).toEqual({ statuses: ['cancelled'], reasons: ['ERASED'], replanned: [] });
    expect(leaksIn(dir, valuesOf(ZOILA))).toEqual([]);
  });

  it('attempted by a dead owner: it is not made, and then cancelled', async () => {
    const dir = await playedTo('2026-02-08');
    await withApp({ dir, now: STEP }, async (app) => {
      const asked = await request(app);
      await start(app.folder.core, asked, await clear(app.folder.core, asked));
      await erase(app);
    });
    expect(await goOn(dir, STEP)).toEqual({ statuses: ['cancelled'], reasons: ['ERASED'], replanned: [] });
    expect(leaksIn(dir, valuesOf(ZOILA))).toEqual([]);
  });

  it('put off by the law: it loses its use', async () => {
    const dir = await playedTo('2026-02-08', { ...ZOILA, dueDate: '2026-02-11' });
    const now = endOf('2026-02-08');
    await withApp({ dir, now }, async (app) => {
      const { debtorId, creditorId } = await keyOf(app);
      const before = await app.folder.core.log.load(treatment, `${debtorId}-${creditorId}`);
      expect(before.replanned).toHaveLength(1);
      await erase(app);
    });
    expect(await goOn(dir, now)).toEqual({ statuses: ['superseded'], reasons: [], replanned: [] });
    expect(leaksIn(dir, valuesOf(ZOILA))).toEqual([]);
  });

  it('while the whole line runs: nothing is parked, nobody else is touched', async () => {
    const dir = await playedTo('2026-02-08');
    await withHost({ dir, now: endOf('2026-02-08') }, async (host, clock) => {
      clock.moveTo(Temporal.Instant.from(STEP));
      const app = { folder: host.folder, reporting: host.reporting, actor: 'principal:one' } as const;
      await Promise.all([host.settle(), erase(app)]);
      await host.settle();
      expect(await host.folder.core.bus.parked()).toEqual([]);
      expect(host.sandboxes.email.mailbox.list({ limit: 100, to: OTHER.email }).entries).toHaveLength(1);
    });
    expect(leaksIn(dir, valuesOf(ZOILA))).toEqual([]);
  });
});
