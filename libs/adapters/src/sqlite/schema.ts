import type { DatabaseSync } from 'node:sqlite';

/**
 * Streams have whole numbers, so that the index over (stream, revision) stays small and the rate of appends flat.
 * `body` holds the canonical bytes of the event and `hash` their SHA-256; the other columns only find them.
 */
const LOG_SCHEMA = `
  CREATE TABLE IF NOT EXISTS streams (
    no INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream_no INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    category TEXT NOT NULL,
    hash BLOB NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (stream_no, revision)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS events_by_category ON events (category, position);
  CREATE INDEX IF NOT EXISTS streams_by_category ON streams (category, no);
`;

/** Pages of the write-ahead log between two checkpoints: larger than the default, each page is copied less often. */
const CHECKPOINT_PAGES = 8_000;

/** Prepares the writing connection of a log: every commit is on the disk before it is acknowledged. */
export const prepareLog = (db: DatabaseSync, maxPages?: number): void => {
  db.exec(`
    PRAGMA page_size = 8192;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
    PRAGMA cache_size = -65536;
  `);
  if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`);
  db.exec(LOG_SCHEMA);
};

/** The names of all streams of a log. */
export function* streamNames(db: DatabaseSync): Iterable<string> {
  for (const { name } of db.prepare('SELECT name FROM streams').iterate()) yield String(name);
}
