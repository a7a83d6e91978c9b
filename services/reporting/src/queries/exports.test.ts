import { ImportCompleted, RowRejected } from '@cauce/contracts';
import { derivedId } from '@cauce/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { all, type Case, openCase } from '../testing/rig.ts';

let rig: Case;

beforeEach(async () => {
  rig = await openCase();
});

afterEach(() => rig.close());

describe('exported events', () => {
  it('come whole in the order of the log, of one stream or type, opened where the key exists', async () => {
    await rig.reporting.caughtUp();
    const lines = await all(rig.reporting.exportEvents());
    expect(lines.map(({ type }) => type)).toEqual([
      'PortfolioOpened',
      'DebtorRegistered',
      'ContactPointAdded',
      'DebtPlaced',
    ]);
    const stream = `contact-${rig.someone.debtorId}`;
    expect(await all(rig.reporting.exportEvents({ stream }))).toEqual(lines.slice(1, 3));
    expect(await all(rig.reporting.exportEvents({ type: 'DebtPlaced' }))).toEqual(lines.slice(3));
    expect(await all(rig.reporting.exportEvents({ stream, type: 'DebtPlaced' }))).toEqual([]);
    expect(lines[3]?.personal).toEqual({
      [rig.someone.debtorId]: { obligation: 'OBL-1', debtorReference: 'CLI-9' },
    });
    await rig.keyVault.destroy(rig.someone.debtorId, '2026-02-01T00:00:00.000Z');
    const [erased] = await all(rig.reporting.exportEvents({ type: 'DebtPlaced' }));
    expect(erased).toEqual({ ...lines[3], personal: { [rig.someone.debtorId]: '[erased]' } });
  });
});

describe('imports', () => {
  it('count their rejected rows by code', async () => {
    const importId = derivedId('import', 1);
    const rejected = (line: number, code: string) =>
      RowRejected.make({ importId, line, column: 'due', code });
    const counts = { rows: 9, accepted: 6, created: 4, changed: 1, unchanged: 1, closed: 0, rejected: 3 };
    await rig.history.append(
      'import',
      importId,
      rejected(2, 'INVALID_DATE'),
      rejected(5, 'INVALID_DATE'),
      rejected(7, 'ERASED'),
      ImportCompleted.make({ importId, mapping: 'cauce', startedAt: '2026-01-05T11:00:00.000Z', ...counts }),
    );
    await rig.reporting.caughtUp();
    expect(await all(rig.reporting.imports())).toEqual([
      {
        importId,
        mapping: 'cauce',
        startedAt: '2026-01-05T11:00:00.000Z',
        completedAt: '2026-01-05T12:00:00.000Z',
        ...counts,
        rejects: { INVALID_DATE: 2, ERASED: 1 },
      },
    ]);
  });
});
