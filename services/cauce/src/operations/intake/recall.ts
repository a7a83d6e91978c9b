import { debt, portfolio } from '@cauce/domain';
import { endPlacements, loadMapping, mapFile, mapOptionsOf } from '@cauce/ingestion';
import { canonicalJson, derivedId, instantText, type Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';
import type { App } from '../../host/app.ts';
import { refuseOwnFile } from '../../host/own-files.ts';
import { invalid, UsageError } from '../../host/usage-error.ts';
import { debtNamed } from '../arguments/debts.ts';

export interface RecallArgs {
  /** A debt's id or obligation … */
  readonly debt?: string;
  /** … or a file whose debts are recalled, with its mapping, and the portfolio that it was imported into … */
  readonly file?: string;
  readonly mapping?: string;
  /** … or the code or id of a whole portfolio. */
  readonly portfolio?: string;
  readonly dryRun?: boolean;
}

export interface RecallReport {
  /** Of a dry run: that would be. */
  readonly recalled: number;
  /** Debts that were not placed, or ended before. */
  readonly unchanged: number;
}

const debtsInFile = async ({ folder }: App, file: string, args: RecallArgs): Promise<readonly Uuid[]> => {
  const { core, dir } = folder;
  for (const path of [file, args.mapping ?? 'cauce']) refuseOwnFile(dir, path);
  const mapping = await loadMapping(args.mapping ?? 'cauce');
  const ids: Uuid[] = [];
  for await (const { rows } of mapFile(file, mapping, await mapOptionsOf(core, mapping, args.portfolio))) {
    for (const row of rows) {
      if (row.kind !== 'debt') continue;
      const creditorId = core.ids.creditor(row.portfolio.creditor);
      ids.push(core.ids.debt(creditorId, row.portfolio.code, row.obligation, row.instalment));
    }
  }
  return ids;
};

const debtsInPortfolio = async ({ folder }: App, codeOrId: string): Promise<readonly Uuid[]> => {
  const { log, store } = folder.core;
  const books = new Set<Uuid>();
  for await (const stream of store.streams(portfolio.category)) {
    const book = await log.load(portfolio, stream.slice(portfolio.category.length + 1));
    if (book && [book.code, book.portfolioId].includes(codeOrId)) books.add(book.portfolioId);
  }
  if (books.size === 0)
    throw invalid('portfolio', `must be the code or id of one that is here: "${codeOrId}" is not`);
  const ids: Uuid[] = [];
  for await (const stream of store.streams(debt.category)) {
    const one = await log.load(debt, stream.slice(debt.category.length + 1));
    if (one && books.has(one.portfolioId)) ids.push(one.debtId);
  }
  return ids;
};

const debtsIn = async (app: App, args: RecallArgs): Promise<readonly Uuid[]> => {
  const { debt: named, file, portfolio: book } = args;
  if (named !== undefined && file === undefined && book === undefined)
    return [(await debtNamed(app, named)).debtId];
  if (named === undefined && file !== undefined) return debtsInFile(app, file, args);
  if (named === undefined && book !== undefined) return debtsInPortfolio(app, book);
  throw new UsageError('recall takes a debt, --file (with its --portfolio, if it needs one) or --portfolio');
};

const openAmong = async ({ log }: Core, debtIds: readonly Uuid[]): Promise<number> => {
  let open = 0;
  for (const id of debtIds) if ((await log.load(debt, id))?.ended === null) open += 1;
  return open;
};

/** Ends placements: nothing more is sent about these debts, what is in flight included. */
export const recallOperation = async (app: App, args: RecallArgs): Promise<RecallReport> => {
  const debtIds = await debtsIn(app, args);
  const { core } = app.folder;
  const { dryRun } = args;
  const open = await openAmong(core, debtIds);
  if (dryRun) return { recalled: open, unchanged: debtIds.length - open };
  const causationId = derivedId('recall', canonicalJson({ ...args }), instantText(core.clock.now()));
  const cause = { actor: app.actor, causationId, correlationId: causationId };
  const recalled = await endPlacements(core, cause, debtIds, 'recalled');
  return { recalled, unchanged: debtIds.length - recalled };
};
