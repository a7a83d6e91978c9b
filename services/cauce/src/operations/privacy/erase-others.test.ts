import { cpSync } from 'node:fs';
import type { AdvisorAssigned, EventOf } from '@cauce/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bookOf, OTHER, ZOILA } from '../../testing/book.ts';
import { leaksIn } from '../../testing/bytes.ts';
import { endOf, freshPlace, removePlaces, simulateFile, withApp } from '../../testing/line.ts';
import { importOperation } from '../intake/import.ts';
import { eraseOperation } from './erase.ts';

const NOW = endOf('2026-02-20');
const guarantor = Object.values(ZOILA.guarantor ?? {});
const advisor = Object.values(ZOILA.advisor ?? {});

afterAll(removePlaces);

describe('erase of somebody who is no debtor', () => {
  let place: ReturnType<typeof freshPlace>;
  let book: string;
  const copy = () => {
    const fresh = freshPlace();
    cpSync(place.dir, fresh.dir, { recursive: true });
    cpSync(`${place.dir}.ledger`, `${fresh.dir}.ledger`);
    return fresh;
  };
  const advisorIn = (dir: string): Promise<string> =>
    withApp({ dir, now: NOW }, async ({ folder }) => {
      const page = await folder.core.store.readAll({ after: null, limit: 10_000, categories: ['contact'] });
      const assigned = page.events.find(({ type }) => type === 'AdvisorAssigned');
      return (assigned as EventOf<typeof AdvisorAssigned>).data.advisorId;
    });

  beforeAll(async () => {
    place = freshPlace();
    book = place.file('book.csv', bookOf([ZOILA, OTHER]));
    await simulateFile(place.dir, book, '2026-02-01', '2026-02-20');
    const bad = place.file('bad.csv', bookOf([{ ...ZOILA, dueDate: '31/02/2026x' }]));
    await withApp({ dir: place.dir, now: NOW }, (app) =>
      importOperation(app, { file: bad, mapping: 'cauce' }),
    );
    expect(leaksIn(place.dir, guarantor).length).toBeGreaterThan(0);
    expect(leaksIn(place.dir, advisor).some((leak) => leak.startsWith('mailbox.db'))).toBe(true);
  });

  it('a guarantor of an open debt needs two words; the debtor stays, and a file that names both is taken without', async () => {
    const { dir, file } = copy();
    const document = ZOILA.guarantor?.document ?? '';
    const asked = await withApp({ dir, now: NOW, as: 'one' }, (app) =>
      eraseOperation(app, { debtor: document, reason: 'asked' }),
    );
    expect(asked).toMatchObject({ status: 'pending', because: ['OPEN_CLAIM: 1 debt is open'] });
    const done = await withApp({ dir, now: NOW, as: 'two' }, (app) =>
      eraseOperation(app, { debtor: document }),
    );
    expect(done).toMatchObject({ status: 'erased', purged: { messages: 0, rejectFiles: 1, rejectLines: 1 } });
    expect(leaksIn(dir, guarantor)).toEqual([]);
    expect(leaksIn(dir, [ZOILA.email])).toContain(`mailbox.db: ${ZOILA.email}`);
    await withApp({ dir, now: NOW }, async (app) => {
      const report = await importOperation(app, { file: book, mapping: 'cauce' });
      expect(report).toMatchObject({ accepted: 2, rejected: 0, events: 0 });
      expect(report.notes).toContainEqual(expect.stringMatching(/^line 2, .*: ERASED: /));
      const changed = file('changed.csv', bookOf([{ ...ZOILA, principal: '99' }]));
      expect(await importOperation(app, { file: changed, mapping: 'cauce' })).toMatchObject({ changed: 1 });
      const refused = file('refused.csv', bookOf([{ ...ZOILA, document: OTHER.document }]));
      const { rejects } = await importOperation(app, { file: refused, mapping: 'cauce' });
      expect(rejects).toMatchObject([{ value: '[erased]', reason: expect.stringMatching(/^ERASED/) }]);
    });
    expect(leaksIn(dir, guarantor)).toEqual([]);
  });

  it('an advisor goes at once, out of what was sent too; rows that name the advisor are taken without', async () => {
    const { dir, file } = copy();
    const advisorId = await advisorIn(dir);
    const done = await withApp({ dir, now: NOW, as: 'one' }, (app) =>
      eraseOperation(app, { debtor: advisorId, reason: 'left the agency' }),
    );
    expect(done).toMatchObject({ status: 'erased', because: [] });
    expect(done.purged?.messages).toBeGreaterThan(1);
    expect(leaksIn(dir, advisor)).toEqual([]);
    const rows = [
      { ...OTHER, obligation: 'OBXX-2' },
      { ...OTHER, obligation: 'OBXX-3', principal: 'cien' },
    ];
    const next = file('next.csv', bookOf(rows));
    await withApp({ dir, now: NOW }, async (app) => {
      expect(await importOperation(app, { file: next, mapping: 'cauce' })).toMatchObject({
        created: 1,
        rejected: 1,
      });
      expect(await app.folder.core.ledger.verify()).toMatchObject({ ok: true });
    });
    expect(leaksIn(dir, advisor)).toEqual([]);
  });

  it('leaves the rejected lines of others, whatever short or common values they share', async () => {
    const { dir, file } = freshPlace();
    const one = { ...ZOILA, obligation: '1', reference: '30', guarantor: undefined, advisor: undefined };
    const path = file('book.csv', bookOf([one, { ...one, placedOn: '31/02/2026x' }]));
    const others = [
      { ...OTHER, principal: 'x', address: '1' },
      { ...OTHER, principal: 'x', reference: '30', givenName: ZOILA.givenName },
    ];
    await withApp({ dir, now: NOW, as: 'one' }, async (app) => {
      await importOperation(app, { file: path, mapping: 'cauce' });
      const bad = { file: file('bad.csv', bookOf(others)), mapping: 'cauce' };
      expect(await importOperation(app, bad)).toMatchObject({ rejected: 2 });
      await app.reporting.caughtUp();
      await eraseOperation(app, { debtor: ZOILA.document, reason: 'asked' });
      const done = await eraseOperation({ ...app, actor: 'principal:two' }, { debtor: ZOILA.document });
      expect(done).toMatchObject({
        status: 'erased',
        purged: { rejectFiles: 1, rejectLines: 1, imports: 0 },
      });
    });
    expect(leaksIn(dir, [ZOILA.document])).toEqual([]);
  });

  it('says so of somebody whom the log does not know', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    const asked = withApp({ dir: place.dir, now: NOW }, (app) =>
      eraseOperation(app, { debtor: unknown, reason: 'asked' }),
    );
    await expect(asked).rejects.toThrow(/no person is known/);
  });
});
