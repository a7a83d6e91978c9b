import type { DatabaseSync } from 'node:sqlite';
import { StorageFullError } from '@cauce/ports';

const SQLITE_FULL = 13;

/** Does some work in one transaction; when it throws, nothing of it is kept. Throws StorageFullError. */
export const inTransaction = <T>(db: DatabaseSync, work: () => T): T => {
  try {
    db.exec('BEGIN IMMEDIATE');
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite may have rolled back by itself.
    if (db.isTransaction) db.exec('ROLLBACK');
    const { errcode }: { errcode?: unknown } = Object(error);
    throw errcode === SQLITE_FULL ? new StorageFullError(db.location() ?? 'the data', error) : error;
  }
};
