import { type ImportReport, importFile, loadMapping } from '@cauce/ingestion';
import type { App } from '../../host/app.ts';
import { refuseOlderCopy } from '../../host/older-copy.ts';
import { refuseOwnFile } from '../../host/own-files.ts';
import { rejectsFolder } from './rejects-folder.ts';

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
  await refuseOlderCopy(folder.dir, folder.core.ledger);
  for (const path of [file, mapping]) refuseOwnFile(folder.dir, path);
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
