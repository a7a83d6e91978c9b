import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MasterKeyError, masterKeyFrom, writeMasterKey } from '../shared/master-key.ts';
import { lockFolder } from './folder-lock.ts';
import { KeyFile } from './key-file.ts';

/** Where a folder keeps the key that wraps all keys. */
export const masterKeyFile = (folder: string): string => join(folder, 'keys', 'master.key');

/** Where the key that is to wrap them stands until all are wrapped. */
const nextKeyFile = (folder: string): string => `${masterKeyFile(folder)}.next`;

/**
 * Ends what a process left that died while it wrapped keys anew: all of them are wrapped under one key, and that one
 * takes the place of the other.
 */
export const settleMasterKey = (folder: string): void => {
  const [present, next] = [masterKeyFile(folder), nextKeyFile(folder)];
  if (!existsSync(next)) return;
  const master = masterKeyFrom(next, false);
  if (KeyFile.isWrappedUnder(join(folder, 'keys.db'), master)) renameSync(next, present);
  else rmSync(next);
};

/**
 * Wraps every key of a folder under a fresh master key, all or none of them; how many they were. The old master key
 * opens nothing afterwards. Throws FolderHeldError, MasterKeyError.
 */
export const rewrapFolder = (folder: string): number => {
  if (!existsSync(join(folder, 'keys.db'))) throw new MasterKeyError(`there are no keys in ${folder}`);
  const lock = lockFolder(folder);
  try {
    settleMasterKey(folder);
    const next = randomBytes(32);
    writeMasterKey(nextKeyFile(folder), next);
    const keys = new KeyFile(join(folder, 'keys.db'), () => masterKeyFrom(masterKeyFile(folder), false));
    try {
      return keys.rewrap(next);
    } finally {
      keys.close();
      settleMasterKey(folder);
    }
  } finally {
    lock.release();
  }
};
