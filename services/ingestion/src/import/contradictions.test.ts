import { type Portfolio, portfolio } from '@cauce/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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
