import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { UsageError } from './usage-error.ts';

/** Folder, within a data folder, of the lines that imports turned away. */
export const REJECTS = 'rejects';

/** Folder, within a data folder, of the files that were handed in from elsewhere. */
export const UPLOADS = 'uploads';

/** Where a path leads, links followed; of what does not exist yet, where it would stand. */
const real = (path: string): string =>
  existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));

const isUnder = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`));
};

/**
 * Refuses a path that leads to what a data folder keeps or to the ledger beside it: nobody reads keys through an
 * error message, or writes a page over the log. Files of rejects and those handed in are there to be taken. Throws UsageError.
 */
export const refuseOwnFile = (dir: string, path: string): void => {
  // The name of a ready mapping is no path; a folder that is not there keeps nothing.
  if (!/[\\/]/.test(path) || !existsSync(dir)) return;
  if (!existsSync(dirname(path))) throw new UsageError(`there is no folder ${dirname(path)}`);
  const [folder, file] = [realpathSync(dir), real(path)];
  if ([REJECTS, UPLOADS].some((open) => isUnder(join(folder, open), file))) return;
  if (isUnder(folder, file) || file === `${folder}.ledger`)
    throw new UsageError(`${path} belongs to the data folder ${dir}: give another file`);
};
