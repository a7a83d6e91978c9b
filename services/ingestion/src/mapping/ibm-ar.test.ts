import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadMapping } from './catalog.ts';
import { debtsOf, mapAll, paymentsOf } from './testing/map.ts';

const FILE = join(
  import.meta.dirname,
  '../../../../../shared/data/ibm_ar/WA_Fn-UseC_-Accounts-Receivable.csv',
);
const present = existsSync(FILE);
if (!present) process.stderr.write(`skipped: the IBM accounts receivable file is not at ${FILE}\n`);

(present ? describe : describe.skip)('the ibm-ar mapping on the real file', () => {
  it('makes a debt and its full payment of every invoice', async () => {
    const { file, lines, rows, rejects, warnings } = await mapAll(FILE, await loadMapping('ibm-ar'));
    expect([...file.notes, ...rejects, ...warnings]).toEqual([]);
    expect(lines).toHaveLength(2_466);
    const [debts, payments] = [debtsOf(rows), paymentsOf(rows)];
    expect(new Set(debts.map(({ obligation }) => obligation)).size).toBe(2_466);
    expect(new Set(debts.map(({ debtor }) => debtor.documentNumber)).size).toBe(100);
    expect(payments.map(({ amount }) => amount)).toEqual(debts.map(({ balance }) => balance.principal));
    expect(debts[0]).toMatchObject({
      portfolio: {
        jurisdiction: 'US',
        zone: 'America/New_York',
        collector: 'first_party',
        debtKind: 'commercial',
        currency: 'USD',
      },
      obligation: '611365',
      placedOn: '2013-01-02',
      dueDate: '2013-02-01',
      balance: { principal: 5_594, interest: 0, fees: 0, tax: 0 },
      debtorReference: '0379-NEVHP',
      debtor: {
        kind: 'legal',
        documentType: 'ISSUER',
        points: [{ kind: 'email', value: '0379-nevhp@ibm-ar.example' }],
      },
    });
    expect(payments[0]).toMatchObject({
      obligation: '611365',
      reference: '611365',
      amount: 5_594,
      currency: 'USD',
      paidAt: '2013-01-15',
    });
  });
});
