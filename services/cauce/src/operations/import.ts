import { type Debt, debt, portfolio } from '@cauce/domain';
import { type ImportReport, importFile, loadMapping, mapFile } from '@cauce/ingestion';
import { derivedId, instantText, type Uuid } from '@cauce/kernel';
import type { App } from '../host/app.ts';
import { rejectsFolder } from './rejects-folder.ts';
import { UsageError } from './usage-error.ts';

export interface ImportArgs {
  readonly file: string;
  /** Name of a ready mapping, or path of a YAML file. */
  readonly mapping: string;
  /** Code of the portfolio, in place of the mapping's. */
  readonly portfolio?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly onProgress?: (bytesRead: number, totalBytes: number) => void;
}

/** Imports a file of debts, people or payments. */
export const importOperation = async ({ folder, actor }: App, args: ImportArgs): Promise<ImportReport> => {
  const { file, mapping, portfolio, dryRun, yes, onProgress } = args;
  return importFile(folder.core, {
    path: file,
    mapping: await loadMapping(mapping),
    actor,
    rejects: rejectsFolder(folder.dir, file),
    ...(portfolio ? { portfolio } : {}),
    ...(dryRun ? { dryRun } : {}),
    ...(yes ? { yes } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
};

export interface RecallArgs {
  /** A debt's id or obligation … */
  readonly debt?: string;
  /** … or a file whose debts are recalled, with its mapping … */
  readonly file?: string;
  readonly mapping?: string;
  /** … or the code of a portfolio. */
  readonly portfolio?: string;
}

export interface RecallReport {
  readonly recalled: number;
  /** Debts that were not placed, or ended before. */
  readonly unchanged: number;
}

const debtsIn = async ({ folder, reporting }: App, args: RecallArgs): Promise<readonly Uuid[]> => {
  const { core } = folder;
  if (args.debt) {
    const { debtId } = await reporting.references.subject(args.debt);
    if (!debtId) throw new UsageError(`"${args.debt}" names a debtor, not a debt`);
    return [debtId];
  }
  if (args.file) {
    const ids: Uuid[] = [];
    for await (const { rows } of mapFile(args.file, await loadMapping(args.mapping ?? 'cauce'))) {
      for (const row of rows) {
        if (row.kind !== 'debt') continue;
        const creditorId = core.ids.creditor(row.portfolio.creditor);
        ids.push(core.ids.debt(creditorId, row.portfolio.code, row.obligation, row.instalment));
      }
    }
    return ids;
  }
  const ids: Uuid[] = [];
  for await (const book of core.store.streams('portfolio')) {
    const portfolioId = book.slice('portfolio-'.length);
    const terms = await core.log.load(portfolio, portfolioId);
    if (terms?.code !== args.portfolio && portfolioId !== args.portfolio) continue;
    for await (const stream of core.store.streams('debt')) {
      const one: Debt | null = await core.log.load(debt, stream.slice('debt-'.length));
      if (one?.portfolioId === portfolioId) ids.push(one.debtId);
    }
  }
  return ids;
};

/** Ends placements: nothing more is sent about these debts, what is in flight included. */
export const recallOperation = async (app: App, args: RecallArgs): Promise<RecallReport> => {
  const chosen = [args.debt, args.file, args.portfolio].filter((one) => one !== undefined);
  if (chosen.length !== 1) throw new UsageError('recall takes one of a debt, --file or --portfolio');
  const debtIds = await debtsIn(app, args);
  const { log, clock } = app.folder.core;
  let recalled = 0;
  for (const debtId of debtIds) {
    const causationId = derivedId('recall', debtId, instantText(clock.now()));
    const cause = { actor: app.actor, causationId, correlationId: causationId };
    const events = await log.transact(cause, (unit) =>
      unit.execute(debt, debtId, { kind: 'end', reason: 'recalled' }),
    );
    if (events.length > 0) recalled += 1;
  }
  return { recalled, unchanged: debtIds.length - recalled };
};
