import { type Debt, debt, type IntakeRow, type PortfolioInput } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';
import type { IncomingLine } from './importer.ts';

/** Share of a portfolio's open debts that may be withdrawn without a person's word. */
const CLOSE_WITHOUT_ASKING = 0.1;

/** What a snapshot would withdraw. */
export interface Closing {
  readonly debts: readonly Debt[];
  /** Sentences about portfolios that would lose more than a tenth of their open debts. */
  readonly alarms: readonly string[];
}

const bookOf = (
  core: Core,
  { creditor, code }: PortfolioInput,
): { id: Uuid; name: string; creditorId: Uuid } => {
  const creditorId = core.ids.creditor(creditor);
  return { id: core.ids.portfolio(creditorId, code), name: `${creditor} / ${code}`, creditorId };
};

const debtIn = (core: Core, row: IntakeRow): Uuid | null =>
  row.kind === 'debt'
    ? core.ids.debt(
        core.ids.creditor(row.portfolio.creditor),
        row.portfolio.code,
        row.obligation,
        row.instalment,
      )
    : null;

/** The open debts of the file's portfolios that the file does not hold: absent from a snapshot means withdrawn. */
export const closingsOf = async (
  core: Core,
  lines: AsyncIterable<readonly IncomingLine[]>,
): Promise<Closing> => {
  const present = new Set<Uuid>();
  const books = new Map<Uuid, string>();
  for await (const batch of lines) {
    for (const row of batch.flatMap(({ rows }) => rows)) {
      const book = bookOf(core, row.portfolio);
      books.set(book.id, book.name);
      const debtId = debtIn(core, row);
      if (debtId) present.add(debtId);
    }
  }
  const open = new Map<Uuid, number>();
  const absent: Debt[] = [];
  for await (const stream of core.store.streams('debt')) {
    const one = await core.log.load(debt, stream.slice('debt-'.length));
    if (!one || one.ended !== null || !books.has(one.portfolioId)) continue;
    open.set(one.portfolioId, (open.get(one.portfolioId) ?? 0) + 1);
    if (!present.has(one.debtId)) absent.push(one);
  }
  const alarms = [...Map.groupBy(absent, ({ portfolioId }) => portfolioId)].flatMap(
    ([portfolioId, debts]) => {
      const total = open.get(portfolioId) ?? 0;
      if (debts.length <= total * CLOSE_WITHOUT_ASKING) return [];
      return [`${debts.length} of the ${total} open debts of ${books.get(portfolioId)} are not in the file`];
    },
  );
  return { debts: absent, alarms };
};
