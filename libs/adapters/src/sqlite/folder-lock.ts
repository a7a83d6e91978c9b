import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SQLITE_BUSY = 5;

/** Who holds a data folder. */
export interface FolderHolder {
  readonly pid: number;
  /** Address of its API, null while it has none. */
  readonly api: string | null;
}

/** Another process works on the folder. */
export class FolderHeldError extends Error {
  readonly holder: FolderHolder | null;

  constructor(folder: string, holder: FolderHolder | null) {
    const who = holder
      ? `process ${holder.pid}${holder.api ? `, which serves ${holder.api}` : ''}`
      : 'another process';
    super(`the folder ${folder} is held by ${who}: stop it, or ask it`);
    this.name = 'FolderHeldError';
    this.holder = holder;
  }
}

const noteOf = (folder: string): string => join(folder, 'host.json');

const holderOf = (folder: string): FolderHolder | null => {
  try {
    const { pid, api }: Partial<FolderHolder> = JSON.parse(readFileSync(noteOf(folder), 'utf8'));
    return typeof pid === 'number' ? { pid, api: typeof api === 'string' ? api : null } : null;
  } catch {
    // The holder may be about to write its note, or to remove it.
    return null;
  }
};

export interface FolderLock {
  /** Says in the folder's note where this process can be reached. */
  announce(api: string | null): void;
  release(): void;
}

/**
 * Takes a folder for this process alone, making it where there is none. The lock is an open transaction of SQLite,
 * so it dies with the process. Throws FolderHeldError, and what SQLite or the file system says.
 */
export const lockFolder = (folder: string): FolderLock => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(folder, 'lock.db'));
  const announce = (api: string | null): void =>
    writeFileSync(noteOf(folder), `${JSON.stringify({ pid: process.pid, api } satisfies FolderHolder)}\n`);
  try {
    db.exec('BEGIN EXCLUSIVE');
    announce(null);
  } catch (error) {
    db.close();
    // A full disk for one keeps nobody's lock: whoever read that would look for a process that is not there.
    throw Object(error).errcode === SQLITE_BUSY ? new FolderHeldError(folder, holderOf(folder)) : error;
  }
  return {
    announce,
    release: () => {
      rmSync(noteOf(folder), { force: true });
      db.close();
    },
  };
};
