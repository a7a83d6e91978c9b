import { standardSms } from '@cauce/domain';
import { afterAll, expect, it } from '@jest/globals';
import { UsageError } from '../../host/usage-error.ts';
import { bookOf, OTHER, ZOILA } from '../../testing/book.ts';
import { endOf, freshPlace, removePlaces, simulateFile, withApp } from '../../testing/line.ts';
import { importOperation } from '../intake/import.ts';
import { senderOperation } from './sender.ts';

afterAll(removePlaces);

/** What an attempt says of itself, as far as this test looks. */
interface Data {
  readonly from: { readonly name: string; readonly address: string };
  readonly segments: number;
  readonly cost: object | null;
}

const NOW = endOf('2026-02-01');
const sms = { creditor: 'BANCO-ANDES', channel: 'sms' } as const;

it('a creditor’s own sender writes its messages in its country, and is on the log with them', async () => {
  const { dir, file } = freshPlace();
  const andes = file('andes.csv', bookOf([ZOILA]));
  const sur = file('sur.csv', bookOf([OTHER]).replaceAll('BANCO-ANDES', 'BANCO-SUR'));
  await withApp({ dir, now: NOW }, async (app) => {
    for (const path of [andes, sur]) await importOperation(app, { file: path, mapping: 'cauce' });
    await app.reporting.caughtUp();
    await senderOperation(app, { ...sms, address: 'ANDES' });
    await senderOperation(app, { ...sms, address: 'ANDES-CO', country: 'CO', name: 'Andes' });
  });
  await simulateFile(dir, andes, '2026-02-02', '2026-02-20', standardSms);
  await withApp({ dir, now: endOf('2026-02-20') }, async ({ reporting }) => {
    const froms = new Set<string>();
    for await (const { data } of reporting.exportEvents({ type: 'AttemptStarted' })) {
      const { from, segments, cost } = data as Data;
      expect([segments, cost]).toEqual([2, null]);
      froms.add(`${from.name} ${from.address}`);
    }
    expect([...froms].sort()).toEqual(['Agencia Cauce CAUCE', 'Andes ANDES-CO']);
  });
});

it('a sender is one that its channel can send from, of a creditor that there is', async () => {
  const { dir, file } = freshPlace();
  const path = file('andes.csv', bookOf([ZOILA]));
  await withApp({ dir, now: NOW }, async (app) => {
    await importOperation(app, { file: path, mapping: 'cauce' });
    await app.reporting.caughtUp();
    const email = { ...sms, channel: 'email' as const, address: 'Cobros@Andes.example' };
    expect(await senderOperation(app, email)).toMatchObject({
      address: 'cobros@andes.example',
      country: null,
    });
    for (const wrong of [
      { ...sms, address: 'Banco de los Andes' },
      { ...email, address: 'ANDES' },
      { ...sms, creditor: 'BANCO-NORTE', address: 'NORTE' },
    ]) {
      await expect(senderOperation(app, wrong)).rejects.toThrow(UsageError);
    }
  });
});
