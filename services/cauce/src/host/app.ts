import type { Actor } from '@cauce/contracts';
import { Reporting } from '@cauce/reporting';
import type { Folder } from './folder.ts';

/** What an operation works with: an opened folder and its read models, whoever asked. */
export interface App {
  readonly folder: Folder;
  readonly reporting: Reporting;
  readonly actor: Actor;
}

/** Opens the read models of a folder and brings them up to its log. */
export const startReporting = async (folder: Folder): Promise<Reporting> => {
  const reporting = new Reporting(folder.core);
  await reporting.start();
  await reporting.caughtUp();
  return reporting;
};
