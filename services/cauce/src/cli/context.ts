import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Principal } from '@cauce/domain';
import { Reporting } from '@cauce/reporting';
import { savedNow } from '@cauce/runtime';
import type { App } from '../host/app.ts';
import { startReporting } from '../host/app.ts';
import { type Folder, openFolder } from '../host/folder.ts';
import { setUp } from '../host/setup.ts';
import { UsageError } from '../host/usage-error.ts';
import { LiveClock } from '../live/live-clock.ts';
import { ACCESS, permit } from '../operations/access.ts';
import type { OperationName } from '../operations/index.ts';
import { ADMIN, principalByKey, principalNamed } from '../principals/principals.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly data: string;
  readonly json?: boolean;
  /** Principal in whose name the owner of a folder without a host acts; left out, the folder's first admin. */
  readonly as?: string;
  /** API of a running system that is asked in place of a folder. */
  readonly url?: string;
  /** Key of the principal that acts; left out, a running host is shown CAUCE_KEY or the one in the folder. */
  readonly key?: string;
}

/** A folder opened by the command itself; its business time is where a simulation left it, or the machine's. */
const openData = async (data: string, lean = false): Promise<Folder> => {
  const clock = new LiveClock();
  const folder = await openFolder({ dir: resolve(data), clock, onFailure: tell, lean });
  const now = await savedNow(folder.core);
  if (now) clock.stand(now);
  return folder;
};

/** Whether a folder was begun there. */
export const hasFolder = (data: string): boolean => existsSync(join(resolve(data), 'log.db'));

/**
 * The folder that an operation works on, and what is to be removed afterwards. A mistyped name must not make a folder:
 * only what brings something in begins one, and a rehearsal of that begins one elsewhere. Throws UsageError.
 */
const folderFor = (data: string, name: OperationName, dryRun: boolean): { dir: string; remove?: string } => {
  if ((name === 'import' && !dryRun) || hasFolder(data)) return { dir: data };
  if (name === 'import') {
    const remove = mkdtempSync(join(tmpdir(), 'cauce-rehearsal-'));
    return { dir: join(remove, 'data'), remove };
  }
  throw new UsageError(
    `there is no Cauce folder at ${resolve(data)}: name another one with --data, or begin one with start, import or simulate`,
  );
};

/** Asks nothing of the read models: whoever opens the folder next brings them up to the log. */
const WITHOUT_READ_MODELS: ReadonlySet<OperationName> = new Set(['import']);

const tell = (group: string, key: string, reason: string): void => {
  process.stderr.write(`${group} parked ${key}: ${reason.split('\n', 1)[0]}\n`);
};

/** Throws UsageError for a key of nobody, and for a principal that is not in force. */
const callerOf = async (core: Folder['core'], { key, as }: GlobalOptions): Promise<Principal> => {
  if (key === undefined) return principalNamed(core, as ?? ADMIN);
  if (as !== undefined)
    throw new UsageError('a key speaks for its own principal: give --key or --as, not both');
  const found = await principalByKey(core, key);
  if (!found) throw new UsageError('this key is wrong: it is of no principal that is in force');
  return found;
};

/**
 * Runs an operation's work on a folder that this process opens and closes, whatever happens. Whoever can open the
 * folder acts as its first admin, or as the principal that it names or whose key it has.
 */
export const withApp = async <T>(
  options: GlobalOptions,
  name: OperationName,
  args: object,
  work: (app: App) => Promise<T>,
): Promise<T> => {
  const dryRun = 'dryRun' in args && args.dryRun === true;
  const { dir, remove } = folderFor(options.data, name, dryRun);
  const folder = await openData(dir, name === 'import');
  try {
    const caller = await callerOf(folder.core, options);
    permit(caller, name);
    if (ACCESS[name].writes && !dryRun) await setUp(folder);
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
    if (remove) rmSync(remove, { recursive: true, force: true });
  }
};
