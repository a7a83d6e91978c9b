import { debt } from '@cauce/domain';
import { hashOf, type Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';
import type { DebtKey } from '../mapping/debt-key.ts';
import { KeyTable } from '../mapping/key-table.ts';
import type { MappedFile } from '../mapping/map-file.ts';

/** Share of a portfolio's open debts that may be withdrawn without a person's word. */
const CLOSE_WITHOUT_ASKING = 0.1;

/** What a snapshot would withdraw. */
export interface Closing {
  readonly debtIds: readonly Uuid[];
  /** Sentences about what a person should agree to before so much is withdrawn. */
  readonly alarms: readonly string[];
}

export const NOTHING_TO_CLOSE: Closing = { debtIds: [], alarms: [] };

/** What a file says of the debts of its portfolios. */
interface Contents {
  readonly holds: (debtId: Uuid) => boolean;
  /** Names of its portfolios. */
  readonly books: ReadonlyMap<Uuid, string>;
  /** Lines that do not tell which debt they are about. */
  readonly unreadable: number;
}

const contentsOf = async ({ ids }: Core, { batches, debtIn }: MappedFile): Promise<Contents> => {
  const present = new KeyTable();
  const books = new Map<Uuid, string>();
  let unreadable = 0;
  const add = ({ portfolio: { creditor, code }, obligation, instalment }: DebtKey): void => {
    const creditorId = ids.creditor(creditor);
    books.set(ids.portfolio(creditorId, code), `${creditor} / ${code}`);
    present.set(hashOf(ids.debt(creditorId, code, obligation, instalment)), 1);
  };
  for await (const batch of batches) {
    for (const { rows, rejects, cells } of batch) {
      // A line that is turned away is no absence of its debt.
      const key = rejects.length > 0 ? debtIn(cells) : undefined;
      if (key) add(key);
      else if (rejects.length > 0) unreadable += 1;
      for (const row of rows) if (row.kind === 'debt') add(row);
    }
  }
  return { holds: (debtId) => present.get(hashOf(debtId)) !== undefined, books, unreadable };
};

/** The open debts of the file's portfolios that the file does not hold: absent from a snapshot means withdrawn. */
export const closingsOf = async (core: Core, file: MappedFile): Promise<Closing> => {
  const { holds, books, unreadable } = await contentsOf(core, file);
  const open = new Map<Uuid, number>();
  const absent = new Map<Uuid, number>();
  const debtIds: Uuid[] = [];
  for await (const stream of core.store.streams('debt')) {
    const one = await core.log.load(debt, stream.slice('debt-'.length));
    if (!one || one.ended !== null || !books.has(one.portfolioId)) continue;
    open.set(one.portfolioId, (open.get(one.portfolioId) ?? 0) + 1);
    if (holds(one.debtId)) continue;
    absent.set(one.portfolioId, (absent.get(one.portfolioId) ?? 0) + 1);
    debtIds.push(one.debtId);
  }
  const alarms = [...absent].flatMap(([portfolioId, count]) => {
    const total = open.get(portfolioId) ?? 0;
    if (count <= total * CLOSE_WITHOUT_ASKING) return [];
    return [`${count} of the ${total} open debts of ${books.get(portfolioId)} are not in the file`];
  });
  if (unreadable > 0 && debtIds.length > 0)
    alarms.push(
      `${unreadable} lines do not tell which debt they are about, and ${debtIds.length} open debts are on no other line`,
    );
  return { debtIds, alarms };
};
