import { afterAll, expect, it } from '@jest/globals';
import { bookOf, OTHER, ZOILA } from '../../testing/book.ts';
import { endOf, freshPlace, removePlaces, withApp } from '../../testing/line.ts';
import { importOperation } from '../intake/import.ts';
import { creditorsOperation, prioritiseOperation } from './creditors.ts';

afterAll(removePlaces);

it('the priority of creditors is shown as it was set, and names only who has a portfolio', async () => {
  const { dir, file } = freshPlace();
  const now = endOf('2026-02-20');
  const andes = file('andes.csv', bookOf([ZOILA]));
  const sur = file('sur.csv', bookOf([OTHER]).replaceAll('BANCO-ANDES', 'BANCO-SUR'));
  await withApp({ dir, now }, async (app) => {
    for (const path of [andes, sur]) await importOperation(app, { file: path, mapping: 'cauce' });
    await app.reporting.caughtUp();
    const shown = async () =>
      (await creditorsOperation(app, {})).creditors.map(({ creditor, priority }) => [creditor, priority]);
    expect(await shown()).toEqual([
      ['BANCO-ANDES', null],
      ['BANCO-SUR', null],
    ]);
    const { creditors } = await prioritiseOperation(app, { creditors: ['BANCO-SUR'] });
    expect(creditors.map(({ creditor, priority }) => [creditor, priority])).toEqual([
      ['BANCO-SUR', 1],
      ['BANCO-ANDES', null],
    ]);
    const ids = creditors.map(({ creditorId }) => creditorId);
    await prioritiseOperation(app, { creditors: ids });
    expect(await shown()).toEqual([
      ['BANCO-SUR', 1],
      ['BANCO-ANDES', 2],
    ]);
    await expect(prioritiseOperation(app, { creditors: ['BANCO-NORTE'] })).rejects.toThrow('"BANCO-NORTE"');
    await expect(prioritiseOperation(app, { creditors: ['BANCO-SUR', 'BANCO-SUR'] })).rejects.toThrow(
      'twice',
    );
    expect((await prioritiseOperation(app, { creditors: [] })).creditors[0]?.priority).toBeNull();
  });
});
