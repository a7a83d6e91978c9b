import { cpSync, rmSync } from 'node:fs';
import { standard } from '@cauce/domain';
import { SubjectErasedError } from '@cauce/ports';
import { UnknownReferenceError } from '@cauce/reporting';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { App } from '../../host/app.ts';
import { bookOf, OTHER, valuesOf, ZOILA } from '../../testing/book.ts';
import { leaksIn } from '../../testing/bytes.ts';
import { endOf, freshPlace, removePlaces, simulateFile, withApp } from '../../testing/line.ts';
import { SecondApprovalError } from '../approvals.ts';
import { holdOperation } from '../intake/hold.ts';
import { importOperation } from '../intake/import.ts';
import { addPrincipalOperation } from '../principals/principals.ts';
import { eraseOperation } from './erase.ts';

const NOW = endOf('2026-02-20');
const values = valuesOf(ZOILA);
/** What people wrote about her. */
const WRITTEN = 'says that her brother Eudoro took the loan';

const collect = async <T>(lines: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const line of lines) all.push(line);
  return all;
};

/** A folder on which Zoila was written to, and rejected once. */
const played = async () => {
  const place = freshPlace();
  const path = place.file('book.csv', bookOf([ZOILA, OTHER]));
  await simulateFile(place.dir, path, '2026-02-01', '2026-02-20');
  const bad = place.file(
    'bad.csv',
    bookOf([
      { ...ZOILA, dueDate: '31/02/2026x' },
      { ...ZOILA, document: `${ZOILA.document}-ZZ` },
      { ...OTHER, principal: 'cien' },
    ]),
  );
  await withApp({ dir: place.dir, now: NOW }, (app) => importOperation(app, { file: bad, mapping: 'cauce' }));
  return { ...place, path, bad };
};

const eraseTwice = async (dir: string): Promise<void> => {
  const args = { debtor: ZOILA.document, reason: WRITTEN };
  await withApp({ dir, now: NOW, as: 'one' }, (app) => eraseOperation(app, args));
  await withApp({ dir, now: NOW, as: 'two' }, (app) => eraseOperation(app, { debtor: ZOILA.document }));
};

/** Rejects of the bad file that are still known, and everything else that must survive. */
const survives = async (app: App): Promise<void> => {
  expect(await app.folder.core.ledger.verify()).toMatchObject({ ok: true });
  for (const { hash, liveHash } of await app.reporting.rebuild()) expect(hash).toBe(liveHash);
};

afterAll(removePlaces);

describe('erase', () => {
  let place: Awaited<ReturnType<typeof played>>;
  const copy = () => {
    const fresh = freshPlace();
    cpSync(place.dir, fresh.dir, { recursive: true });
    cpSync(`${place.dir}.ledger`, `${fresh.dir}.ledger`);
    return fresh;
  };

  beforeAll(async () => {
    place = await played();
  });

  it('searches bytes in earnest: before it, mailbox and rejects hold the person', () => {
    const leaks = leaksIn(place.dir, values);
    expect(leaks).toContain(`mailbox.db: ${ZOILA.email}`);
    expect(leaks).toContain(`mailbox.db: ${ZOILA.givenName}`);
    expect(leaks.some((leak) => leak.endsWith(`.csv: ${ZOILA.address}`))).toBe(true);
    expect(leaks.filter((leak) => /log\.db|models\.db|work\.db|keys\.db|ledger/.test(leak))).toEqual([]);
  });

  it('waits for another principal while a claim is open or the record must be kept', async () => {
    const { dir } = copy();
    const args = { debtor: ZOILA.reference, reason: 'asked for by the debtor' };
    const { principalId: ana } = await withApp({ dir, now: NOW }, (app) =>
      addPrincipalOperation(app, { name: 'ana', role: 'compliance' }),
    );
    const asked = await withApp({ dir, now: NOW, as: ana }, (app) => eraseOperation(app, args));
    expect(asked).toMatchObject({ status: 'pending', approvals: [{ principal: 'ana' }] });
    expect(asked.because).toEqual([
      'OPEN_CLAIM: 1 debt is open',
      expect.stringMatching(/^RETENTION: until 2029-02-\d\dT.* \(agency policy/),
    ]);
    const again = withApp({ dir, now: NOW, as: ana }, (app) => eraseOperation(app, args));
    await expect(again).rejects.toThrow(SecondApprovalError);
    expect(leaksIn(dir, values)).not.toEqual([]);
    const done = await withApp({ dir, now: NOW, as: 'two' }, (app) =>
      eraseOperation(app, { debtor: ZOILA.document }),
    );
    expect(done).toMatchObject({ status: 'erased', approvals: [{ principal: 'ana' }, { principal: 'two' }] });
    expect(done.purged?.messages).toBeGreaterThan(0);
    expect(done.purged).toMatchObject({ rejectFiles: 1, rejectLines: 2, imports: 1 });
  });

  it('leaves no value of the person in any byte, and everything provable', async () => {
    const { dir } = copy();
    await withApp({ dir, now: NOW }, async (app) => {
      await holdOperation(app, { debt: ZOILA.obligation, reason: WRITTEN });
      // What stands in a reject of somebody else, who keeps it.
      await holdOperation(app, { debt: ZOILA.obligation, reason: 'cien' });
      await app.reporting.caughtUp();
      const { entries } = await app.reporting.timeline(ZOILA.document);
      expect(entries.map(({ summary }) => summary)).toContain(`Held: ${WRITTEN}`);
    });
    expect(leaksIn(dir, [WRITTEN])).toEqual([]);
    await eraseTwice(dir);
    expect(leaksIn(dir, [...values, WRITTEN])).toEqual([]);
    expect(leaksIn(dir, [OTHER.document])).toContainEqual(expect.stringContaining('.csv'));
    await withApp({ dir, now: NOW }, async (app) => {
      await survives(app);
      const { reporting } = app;
      const lines = await collect(reporting.exportContacts());
      const erased = lines.filter(({ debtor }) => debtor === '[erased]');
      expect(erased.length).toBeGreaterThan(0);
      expect(erased.every(({ status }) => status === 'delivered')).toBe(true);
      const explained = await reporting.explain(erased[0]?.contactId ?? '', standard);
      expect(explained.items[0]).toMatchObject({ debt: '[erased]', decision: 'allow' });
      expect(explained.items[0]?.rules.length).toBeGreaterThan(0);
      expect(explained.basis?.facts).toMatchObject({ country: 'CO' });
      const { entries } = await reporting.timeline(ZOILA.document);
      expect(JSON.stringify(entries)).toContain('[erased]');
      expect(entries.some(({ type }) => type === 'PersonErased')).toBe(true);
      expect(entries.map(({ summary }) => summary)).toContain('Held: [erased]');
      const [debt = ''] = entries.find(({ type }) => type === 'HoldPlaced')?.debts ?? [];
      await expect(holdOperation(app, { debt, reason: 'late' })).rejects.toThrow(SubjectErasedError);
      const ageing = await reporting.ageing({ asOf: '2026-02-20' });
      expect(ageing.currencies[0]).toMatchObject({ currency: 'COP', debts: 2 });
      const again = await eraseOperation({ ...app, actor: 'principal:three' }, { debtor: ZOILA.document });
      expect(again.status).toBe('erased');
    });
    expect(leaksIn(dir, values)).toEqual([]);
  });

  it('leaves nothing by which a reference of the creditor leads to the person', async () => {
    const { dir } = copy();
    const find = ({ reporting }: App) => reporting.references.debtor(ZOILA.reference);
    const debtorId = await withApp({ dir, now: NOW }, find);
    await eraseTwice(dir);
    await withApp({ dir, now: NOW }, async (app) => {
      await expect(find(app)).rejects.toThrow(UnknownReferenceError);
      expect(await app.reporting.references.debtor(ZOILA.document)).toBe(debtorId);
      await survives(app);
      await expect(find(app)).rejects.toThrow(UnknownReferenceError);
      expect(await app.reporting.references.debtor(OTHER.reference)).not.toBe(debtorId);
    });
  });

  it('turns the person away when a file brings it back, and writes nothing of it down', async () => {
    const { dir, file } = copy();
    await eraseTwice(dir);
    const files = [
      place.path,
      place.bad,
      file(
        'next.csv',
        bookOf([
          { ...ZOILA, principal: '99' },
          { ...OTHER, principal: '98' },
        ]),
      ),
    ];
    for (const path of files) {
      await withApp({ dir, now: NOW }, async (app) => {
        const report = await importOperation(app, { file: path, mapping: 'cauce' });
        if (path !== place.bad) {
          expect(report.rejects).toEqual([
            expect.objectContaining({ reason: expect.stringMatching(/^ERASED/) }),
          ]);
          expect(report.accepted).toBe(1);
        }
        await survives(app);
      });
      expect(leaksIn(dir, values)).toEqual([]);
    }
  });

  it('erases again when an older copy of the folder is put back beside its ledger', async () => {
    const { dir } = copy();
    const older = freshPlace();
    cpSync(dir, older.dir, { recursive: true });
    await eraseTwice(dir);
    rmSync(dir, { recursive: true });
    cpSync(older.dir, dir, { recursive: true });
    expect(leaksIn(dir, values)).not.toEqual([]);
    await withApp({ dir, now: NOW }, async ({ folder, reporting }) => {
      const { firstBad } = await folder.core.ledger.verify();
      expect(firstBad?.kind).toBe('truncated');
      for (const { hash, liveHash } of await reporting.rebuild()) expect(hash).toBe(liveHash);
    });
    expect(leaksIn(dir, values)).toEqual([]);
  });
});
