import { PersonErased } from '@cauce/contracts';
import { type Book, ContactStory, type Owed } from '@cauce/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { debts } from '../models/debts.ts';
import { projections } from '../models/index.ts';
import { openRig, type Rig } from '../testing/rig.ts';
import { Opener } from './boxes.ts';
import { Copy, deliver } from './copy.ts';
import { modelHash } from './hash.ts';
import { Digests } from './look-ups.ts';
import { everyDocument } from './pages.ts';

/** Some debtors with debts, payments and contacts; gives back every personal value that was sealed. */
const populate = async ({ history }: Rig, book: Book, people: number): Promise<string[]> => {
  const values: string[] = [];
  for (let n = 0; n < people; n += 1) {
    const someone = await history.debtor(n);
    const told = {
      obligation: `OBLIGACION-${n}`,
      minor: 100_000,
      dueDate: '2026-01-10',
      placedOn: '2026-01-05',
    };
    const owed = await history.debt(book, someone, { ...told, debtorReference: `CLIENTE-${n}` });
    const plannedFor = '2026-01-06T14:30:00.000Z';
    const contact = new ContactStory(history, someone, { debts: [owed], step: 'P+1', plannedFor });
    for (const act of ['requested', 'cleared', 'started', 'accepted', 'delivered'] as const)
      await contact[act]();
    const settles = n % 2 === 0;
    await history.pays(owed, settles ? 100_000 : 60_000, {
      settles,
      effectiveAt: '2026-01-06T00:00:00.000Z',
    });
    const { documentNumber, givenName, surname, email } = someone;
    values.push(documentNumber, givenName, surname, email, owed.obligation, owed.debtorReference);
  }
  return values;
};

let rig: Rig;
let values: string[];

beforeEach(async () => {
  rig = await openRig();
  values = await populate(rig, await rig.history.book(), 30);
  await rig.reporting.caughtUp();
});

afterEach(() => rig.close());

describe('a rebuild', () => {
  it('gives the documents of the live models, and puts itself in their place', async () => {
    const before = rig.reporting.models.debts;
    const { events: log } = await rig.store.readAll({ after: null, limit: 10_000 });
    const reports = await rig.reporting.rebuild();
    expect(reports.map(({ name }) => name)).toEqual(projections.map(({ model }) => model.name));
    for (const { hash, liveHash, events } of reports) {
      expect(hash).toBe(liveHash);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(events).toBe(log.length);
    }
    expect(await rig.reporting.models.debts.checkpoint()).toBe(await rig.store.end());
    expect(await before.checkpoint()).toBe(await rig.store.end());
  });

  it('sees that a live document is not what the log says, and mends it', async () => {
    const { debts } = rig.reporting.models;
    const { documents } = await debts.list('portfolio', { limit: 1 });
    const [document] = documents;
    if (!document) throw new Error('there is no debt');
    const end = (await rig.store.end()) ?? '';
    await debts.write([{ ...document, body: { ...document.body, currency: 'USD' }, guard: `${end}~` }], end);
    const [first] = await rig.reporting.rebuild('debts');
    expect(first?.hash).not.toBe(first?.liveHash);
    const [second] = await rig.reporting.rebuild('debts');
    expect(second?.hash).toBe(second?.liveHash);
    expect(second?.hash).toBe(first?.hash);
  });

  it('leaves nothing of a model that it mended: what follows is folded into the new copy', async () => {
    const { debts } = rig.reporting.models;
    const { documents } = await debts.list('portfolio', { limit: 1 });
    const [document] = documents;
    if (!document) throw new Error('there is no debt');
    const end = (await rig.store.end()) ?? '';
    await debts.write([{ ...document, body: { ...document.body, currency: 'USD' }, guard: `${end}~` }], end);
    // A runner that starts knows only what is stored.
    await rig.reporting.close();
    await rig.reporting.start();
    const pays = async () => {
      const owed = { debtId: document.id, debtorId: document.body.debtorId } as Owed;
      await rig.history.pays(owed, 1, { settles: false, effectiveAt: '2026-01-06T00:00:00.000Z' });
      await rig.reporting.caughtUp();
    };
    await pays();
    const [first] = await rig.reporting.rebuild('debts');
    expect(first?.hash).not.toBe(first?.liveHash);
    await pays();
    const [second] = await rig.reporting.rebuild('debts');
    expect(second?.hash).toBe(second?.liveHash);
  });

  it('lets timers and sockets have their turn', async () => {
    let turns = 0;
    let running = true;
    const turn = (): void => {
      turns += 1;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    await rig.reporting.rebuild();
    running = false;
    // At least one for the page of the log, and two for the hashes of each model.
    expect(turns).toBeGreaterThanOrEqual(1 + 2 * projections.length);
  });

  it('follows what is appended meanwhile and goes on afterwards', async () => {
    const book = await rig.history.book({ creditor: 'Otro Banco' });
    const [reports] = await Promise.all([rig.reporting.rebuild(), populate(rig, book, 10)]);
    for (const { hash, liveHash } of reports) expect(hash).toBe(liveHash);
    await rig.reporting.caughtUp();
    for (const { hash, liveHash } of await rig.reporting.rebuild()) expect(hash).toBe(liveHash);
    expect((await rig.reporting.ageing({ asOf: '2026-01-31' })).currencies).toMatchObject([{ debts: 20 }]);
  });

  it('waits for another that is under way', async () => {
    const [one, other] = await Promise.all([rig.reporting.rebuild(), rig.reporting.rebuild('debts')]);
    expect(other[0]?.hash).toBe(one.find(({ name }) => name === 'debts')?.hash);
    expect(other[0]?.hash).toBe(other[0]?.liveHash);
  });

  it('is refused for a model that is none', async () => {
    await expect(rig.reporting.rebuild('nothing')).rejects.toThrow('no model is called "nothing"');
  });
});

describe('a read model that cannot be written', () => {
  it('says so to whoever waits for it, and lacks nothing once it can', async () => {
    const { debts } = rig.reporting.models;
    const full = jest
      .spyOn(Object.getPrototypeOf(debts), 'write')
      .mockRejectedValue(new Error('the disk is full'));
    const { debtorId } = await rig.history.debtor(99);
    await expect(rig.reporting.caughtUp()).rejects.toThrow(
      'the read models do not follow the log: the disk is full',
    );
    expect(rig.reporting.runner.failure).toBe('the disk is full');
    full.mockRestore();
    await rig.reporting.caughtUp();
    expect(rig.reporting.runner.failure).toBeNull();
    expect((await rig.reporting.models.debtors.get(debtorId))?.body.debtorId).toBe(debtorId);
  });
});

describe('a document of a live model', () => {
  it('waits in memory for what else shapes it, until somebody asks', async () => {
    const { debtors } = rig.reporting.models;
    const write = jest.spyOn(Object.getPrototypeOf(debtors), 'write');
    const followed = Promise.withResolvers<void>();
    const { take } = Copy.prototype;
    const following = jest.spyOn(Copy.prototype, 'take').mockImplementation(async function (
      this: Copy,
      ...batch
    ) {
      await take.apply(this, batch);
      if (this.projection === projections.at(-1)) followed.resolve();
    });
    const { debtorId } = await rig.history.debtor(99);
    await followed.promise;
    following.mockRestore();
    expect(await debtors.get(debtorId)).toBeUndefined();
    expect(write).not.toHaveBeenCalled();
    await rig.reporting.caughtUp();
    expect((await debtors.get(debtorId))?.body.debtorId).toBe(debtorId);
    write.mockRestore();
  });
});

describe('a runner that stops', () => {
  it('has noted how far every model came', async () => {
    await rig.reporting.close();
    const end = await rig.store.end();
    for (const { model } of projections) {
      expect(await (await rig.readModels.open(model)).checkpoint()).toBe(end);
    }
  });
});

describe('the documents', () => {
  it.each([
    ['in one batch', { before: false, written: false }],
    ['after a batch that waits in memory', { before: true, written: false }],
    ['after a batch that is written', { before: true, written: true }],
  ])(
    'of a person are found by no reference once the erasure comes %s',
    async (_name, { before, written }) => {
      const digests = new Digests(rig.ids, new Opener(rig.sealer));
      const debtorId = await rig.reporting.references.debtor('CLIENTE-0');
      await rig.history.append('person', debtorId, PersonErased.make({ debtorId }));
      const { events } = await rig.store.readAll({ after: null, limit: 10_000 });
      const split = before ? events.length - 1 : 0;
      const handle = await rig.readModels.shadow(debts.model);
      const copy = new Copy(debts, handle, null, 50_000);
      await deliver([copy], events.slice(0, split), digests);
      if (written) await copy.note();
      await deliver([copy], events.slice(split), digests);
      await copy.note();
      const found = async (reference: string): Promise<number> => {
        const prefix = `${digests.debtorReference(reference)}|`;
        return (await handle.list('reference', { prefix, limit: 5 })).documents.length;
      };
      expect([await found('CLIENTE-0'), await found('CLIENTE-1')]).toEqual([0, 1]);
    },
  );

  it('are the same in whatever batches the events come, and when they come twice', async () => {
    const opener = new Opener(rig.sealer);
    const digests = new Digests(rig.ids, opener);
    const { events } = await rig.store.readAll({ after: null, limit: 10_000 });
    for (const projection of projections) {
      const hashes = new Set([
        await modelHash(projection, await rig.readModels.open(projection.model), opener),
      ]);
      // In one copy that writes now and then, too.
      const lazy = new Copy(projection, await rig.readModels.shadow(projection.model), null, 20);
      for (let from = 0; from < events.length; from += 7)
        await deliver([lazy], events.slice(from, from + 7), digests);
      await lazy.note();
      hashes.add(await modelHash(projection, lazy.handle, opener));
      for (const size of [1, 7, events.length]) {
        const handle = await rig.readModels.shadow(projection.model);
        for (let from = 0; from < events.length; from += size) {
          const batch = events.slice(from, from + size);
          await deliver([new Copy(projection, handle, null, 0)], batch, digests);
          await deliver([new Copy(projection, handle, null, 0)], batch, digests);
        }
        await deliver([new Copy(projection, handle, null, 0)], events, digests);
        hashes.add(await modelHash(projection, handle, opener));
      }
      expect([projection.model.name, hashes.size]).toEqual([projection.model.name, 1]);
    }
  });

  it('hold no personal value, in no key and no body', async () => {
    for (const name of rig.reporting.runner.names()) {
      for await (const document of everyDocument(rig.reporting.runner.model(name))) {
        const text = JSON.stringify(document);
        for (const value of values) expect(text).not.toContain(value);
      }
    }
  });
});
