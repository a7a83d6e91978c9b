import { resolve } from 'node:path';
import { Reporting } from '@cauce/reporting';
import { savedNow } from '@cauce/runtime';
import type { App } from '../host/app.ts';
import { startReporting } from '../host/app.ts';
import { type Folder, openFolder } from '../host/folder.ts';
import { setUp } from '../host/setup.ts';
import { LiveClock } from '../live/live-clock.ts';
import type { OperationName } from '../operations/index.ts';
import { ACCESS, permit } from '../principals/access.ts';
import { ADMIN, principalNamed } from '../principals/principals.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly data: string;
  readonly json?: boolean;
  /** Principal in whose name it is done; left out, the folder's first admin. */
  readonly as?: string;
  /** API of a running system that is asked in place of a folder. */
  readonly url?: string;
  /** Key that a running host is shown; left out, CAUCE_KEY or the one in the folder. */
  readonly key?: string;
}

/** A folder opened by the command itself; its business time is where a simulation left it, or the machine's. */
export const openData = async (data: string): Promise<Folder> => {
  const clock = new LiveClock();
  const folder = await openFolder({ dir: resolve(data), clock, onFailure: tell });
  const now = await savedNow(folder.core);
  if (now) clock.stand(now);
  return folder;
};

/** Asks nothing of the read models: whoever opens the folder next brings them up to the log. */
const WITHOUT_READ_MODELS: ReadonlySet<OperationName> = new Set(['import']);

const tell = (group: string, key: string, reason: string): void => {
  process.stderr.write(`${group} parked ${key}: ${reason.split('\n', 1)[0]}\n`);
};

/**
 * Runs an operation's work on a folder that this process opens and closes, whatever happens. Whoever can open the
 * folder acts as its first admin, or as the principal that it names.
 */
export const withApp = async <T>(
  options: GlobalOptions,
  name: OperationName,
  args: object,
  work: (app: App) => Promise<T>,
): Promise<T> => {
  const folder = await openData(options.data);
  try {
    const caller = await principalNamed(folder.core, options.as ?? ADMIN);
    permit(caller, name);
    if (ACCESS[name].writes && !('dryRun' in args && args.dryRun)) await setUp(folder);
    const reporting = WITHOUT_READ_MODELS.has(name)
      ? new Reporting(folder.core)
      : await startReporting(folder);
    try {
      return await work({ folder, reporting, actor: `principal:${caller.principalId}` });
    } finally {
      await reporting.close();
    }
  } finally {
    await folder.close();
  }
};
