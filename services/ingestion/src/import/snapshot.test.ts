import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadMapping } from '../mapping/catalog.ts';
import { csvOf, debtRow, openRig, type Rig } from './testing/rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

describe('a snapshot', () => {
  const snapshot = async () => ({ ...(await loadMapping('cauce')), mode: 'snapshot' as const });
  const rows = Array.from({ length: 20 }, (_unused, n) =>
    debtRow({ obligation: `O${n}`, document_number: String(1030000000 + n) }),
  );

  it('withdraws what it lacks, and takes it back when it comes again', async () => {
    await rig.take(csvOf(rows));
    expect(await rig.take(csvOf(rows.slice(1)), await snapshot())).toMatchObject({
      closed: 1,
      unchanged: 19,
    });
    const [ended] = await rig.events('PlacementEnded');
    expect(ended?.data).toMatchObject({ reason: 'withdrawn' });
    expect(await rig.take(csvOf(rows), await snapshot())).toMatchObject({ closed: 0, changed: 1 });
    expect(await rig.take(csvOf(rows), await snapshot())).toMatchObject({ closed: 0, events: 0 });
  });

  it('asks before it withdraws more than a tenth, and a dry run tells', async () => {
    await rig.take(csvOf(rows));
    const before = (await rig.events()).length;
    const few = csvOf([...rows.slice(3), debtRow({ obligation: 'NEW' })]);
    await expect(rig.take(few, await snapshot())).rejects.toThrow(/3 of the 20 open debts of B \/ P .*--yes/);
    const told = await rig.take(few, await snapshot(), { dryRun: true });
    expect(told).toMatchObject({ closed: 3, created: 1, notes: [expect.stringContaining('3 of the 20')] });
    expect((await rig.events()).length).toBe(before);
    expect(await rig.take(few, await snapshot(), { yes: true })).toMatchObject({ closed: 3, created: 1 });
  });

  it('spares the debt of a line that it turned away', async () => {
    await rig.take(csvOf(rows));
    const bad = [{ ...rows[0], due_date: 'soon' }, ...rows.slice(1)] as Record<string, string>[];
    expect(await rig.take(csvOf(bad), await snapshot())).toMatchObject({ closed: 0, rejected: 1 });
    const unread = `${csvOf(rows.slice(1))}broken,line\n`;
    await expect(rig.take(unread, await snapshot())).rejects.toThrow('1 lines do not tell which debt');
  });
});
