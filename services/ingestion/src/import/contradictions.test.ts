import { type Portfolio, portfolio } from '@cauce/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvOf, debtRow, openRig, type Rig } from './testing/rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const book = async (): Promise<Portfolio | null> => {
  const { ids, log } = rig.core;
  return log.load(portfolio, ids.portfolio(ids.creditor('B'), 'P'));
};

/** Rows of one portfolio, each with its own debt and debtor. */
const rowsOf = (...changes: readonly Readonly<Record<string, string>>[]): string =>
  csvOf(
    changes.map((change, n) =>
      debtRow({ obligation: `O${n}`, document_number: String(1030000001 + n), ...change }),
    ),
  );

const FIRM = [
  ['zone', 'zone', 'America/Bogota', 'America/Lima', 'zone'],
  ['jurisdiction', 'jurisdiction', 'CO', 'CO-11', 'jurisdiction'],
  ['collector', 'collector', 'third_party', 'first_party', 'collector'],
  ['debt_kind', 'debtKind', 'consumer', 'commercial', 'debt kind'],
] as const;

describe.each(FIRM)('a row that gives a portfolio another %s', (column, term, before, after, words) => {
  it('is rejected by name, and the portfolio stays as it is on file', async () => {
    await rig.take(rowsOf({ obligation: 'FIRST' }));
    const report = await rig.take(rowsOf({ [column]: after }, { [column]: before }));
    expect(report).toMatchObject({ accepted: 1, rejected: 1 });
    expect(report.rejects).toEqual([
      {
        line: 2,
        column,
        value: after,
        reason: `PORTFOLIO_CONTRADICTED: the portfolio is on file with ${words} ${before}; import with --yes to change it for all its debts`,
      },
    ]);
    expect(await book()).toMatchObject({ [term]: before });
  });

  it('is rejected where an earlier row of the file opened it, in a rehearsal too', async () => {
    const file = rowsOf({}, { [column]: after });
    for (const dryRun of [true, false]) {
      const { rejects } = await rig.take(file, 'cauce', { dryRun });
      expect(rejects).toMatchObject([{ line: 3, column, value: after }]);
      expect(rejects[0]?.reason).toMatch(/^PORTFOLIO_CONTRADICTED: an earlier row/);
    }
    expect(await book()).toMatchObject({ [term]: before });
  });

  it('changes it once with --yes; later rows that say otherwise are rejected', async () => {
    await rig.take(rowsOf({ obligation: 'FIRST' }));
    const file = rowsOf({ [column]: after }, { [column]: before }, { [column]: after });
    const told = { accepted: 2, rejected: 1, rejects: [{ line: 3, column }] };
    expect(await rig.take(file, 'cauce', { yes: true })).toMatchObject(told);
    expect(await rig.take(file, 'cauce', { yes: true })).toMatchObject({ ...told, events: 0 });
    expect((await rig.events('PortfolioChanged')).map(({ data }) => data)).toMatchObject([
      { changes: { [term]: after } },
    ]);
  });
});

const CONTRADICTED = (rows: string) =>
  `CONTRADICTED: ${rows} a person or a portfolio otherwise than an earlier row of the file; the first counts`;

describe('rows of one file that describe the same thing otherwise', () => {
  const SAME = '1030000001';

  it('leave a person as the first says; their contact points are added', async () => {
    const file = rowsOf(
      { document_number: SAME, given_name: 'Maria', surname: 'Perez', advisor_given_name: 'Eva' },
      {
        document_number: SAME,
        given_name: 'María José',
        surname: 'Pérez',
        phone_1: '3109876543',
        advisor_given_name: 'Iris',
      },
    );
    const first = await rig.take(file);
    expect(first.notes).toContain(CONTRADICTED('1 row describes'));
    expect(await rig.opened((await rig.events('DebtorRegistered'))[0])).toMatchObject({ givenName: 'Maria' });
    expect(await rig.events('ContactPointAdded')).toHaveLength(3);
    expect(await rig.events('AdvisorAssigned')).toHaveLength(1);
    expect(await rig.events('DebtorChanged')).toEqual([]);
    expect(await rig.take(file)).toMatchObject({ events: 0, unchanged: 2 });
  });

  it('leave what messages show of a portfolio as the first says', async () => {
    const told = [
      { language: 'es', how_to_pay: 'PSE', contact: 'a@banco.example', agency: 'Sur' },
      { language: 'en', how_to_pay: 'Caja', contact: 'b@banco.example', agency: 'Norte' },
    ];
    const file = rowsOf(...told, ...told);
    expect((await rig.take(file)).notes).toContain(CONTRADICTED('2 rows describe'));
    expect(await book()).toMatchObject({ howToPay: 'PSE', contact: 'a@banco.example', agency: 'Sur' });
    expect(await rig.take(file)).toMatchObject({ events: 0, unchanged: 4 });
  });

  it('whatever they are, add nothing the second time', async () => {
    const cell = (...values: string[]) => fc.constantFrom('', ...values);
    const row = fc.record({
      document_number: fc.constantFrom(SAME, '1030000002'),
      given_name: cell('Ana', 'Eva'),
      surname: cell('Paz', 'Sol'),
      debtor_language: cell('es', 'en'),
      language: cell('es', 'en'),
      debtor_zone: cell('America/Bogota', 'America/Lima'),
      how_to_pay: cell('PSE', 'Caja'),
      agency: cell('Sur', 'Norte'),
      zone: fc.constantFrom('America/Bogota', 'America/Bogota', 'America/Lima'),
      advisor_given_name: cell('Eva', 'Iris'),
      supervisor_given_name: cell('Sara', 'Olga'),
      guarantor_document_type: fc.constant('CC'),
      guarantor_document_number: fc.constantFrom(SAME, '1030000003'),
      guarantor_given_name: cell('Ana', 'Luis'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 8 }), fc.boolean(), async (rows, yes) => {
        const fresh = await openRig();
        try {
          const file = rowsOf(...rows);
          await fresh.take(file, 'cauce', { yes });
          expect(await fresh.take(file, 'cauce', { yes })).toMatchObject({ events: 0 });
        } finally {
          await fresh.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});
