import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Spent, stopwatch } from './measure.ts';

/** What bare SQLite does with the events of a run. */
export interface Floor {
  readonly eventsPerSecond: number;
  /** Processor time per event, in microseconds. */
  readonly cpuMicros: number;
  /** Events per transaction at which it was best. */
  readonly group: number;
}

const GROUPS = [500, 2_000, 8_000];
/** Of a longer log, as many events from its beginning, and as large a part of the keys. */
const MOST_EVENTS = 400_000;

const openCopy = (from: DatabaseSync, file: string): DatabaseSync => {
  const to = new DatabaseSync(file);
  const pages = Number(from.prepare('PRAGMA page_size').get()?.page_size);
  to.exec(`PRAGMA page_size = ${pages}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`);
  to.exec('PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -65536');
  const made = from.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').all();
  for (const { sql } of made) to.exec(String(sql));
  return to;
};

/** Writes rows in one transaction; only that is measured. */
const write = <R>(db: DatabaseSync, rows: readonly R[], add: (row: R) => void): Spent => {
  const spent = stopwatch();
  db.exec('BEGIN IMMEDIATE');
  for (const row of rows) add(row);
  db.exec('COMMIT');
  return spent();
};

const sum = (a: Spent, b: Spent): Spent => ({
  seconds: a.seconds + b.seconds,
  cpuSeconds: a.cpuSeconds + b.cpuSeconds,
});

const NOTHING: Spent = { seconds: 0, cpuSeconds: 0 };

const text = (value: unknown): string => String(value);

/** Copies the log group by group. */
const copyLog = (log: DatabaseSync, file: string, group: number): Spent & { readonly events: number } => {
  const db = openCopy(log, file);
  const page = log.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?');
  const streamOf = log.prepare('SELECT * FROM streams WHERE no = ?');
  const addStream = db.prepare('INSERT INTO streams (no, name, category) VALUES (?, ?, ?)');
  const addEvent = db.prepare(
    'INSERT INTO events (position, stream_no, revision, category, hash, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  let spent = NOTHING;
  let [events, position] = [0, 0];
  while (events < MOST_EVENTS) {
    const rows = page.all(position, group).map((row) => ({
      position: Number(row.position),
      no: Number(row.stream_no),
      revision: Number(row.revision),
      category: text(row.category),
      hash: row.hash as Uint8Array,
      body: row.body as Uint8Array,
      name: row.revision === 0 ? text(streamOf.get(Number(row.stream_no))?.name) : '',
    }));
    if (rows.length === 0) break;
    const took = write(db, rows, (row) => {
      if (row.revision === 0) addStream.run(row.no, row.name, row.category);
      addEvent.run(row.position, row.no, row.revision, row.category, row.hash, row.body);
    });
    spent = sum(spent, took);
    events += rows.length;
    position = rows.at(-1)?.position ?? position;
  }
  db.close();
  return { ...spent, events };
};

/** Copies the first keys group by group. */
const copyKeys = (keys: DatabaseSync, file: string, group: number, most: number): Spent => {
  const db = openCopy(keys, file);
  const page = keys.prepare('SELECT * FROM keys WHERE no > ? ORDER BY no LIMIT ?');
  const add = db.prepare('INSERT INTO keys (no, subject, generation, wrapped) VALUES (?, ?, ?, ?)');
  let spent = NOTHING;
  for (let no = 0; no < most; ) {
    const rows = page.all(no, Math.min(group, most - no)).map((row) => ({
      no: Number(row.no),
      subject: text(row.subject),
      generation: Number(row.generation),
      wrapped: row.wrapped as Uint8Array,
    }));
    if (rows.length === 0) break;
    spent = sum(
      spent,
      write(db, rows, (row) => add.run(row.no, row.subject, row.generation, row.wrapped)),
    );
    no = rows.at(-1)?.no ?? most;
  }
  db.close();
  return spent;
};

const count = (db: DatabaseSync, sql: string): number => Number(db.prepare(sql).get()?.n ?? 0);

/**
 * The floor of a run: the bytes that it stored (the log, and the keys of its people), written once more into the same
 * tables with the same indexes by bare `node:sqlite`, at the best of some group sizes, every commit on the disk; no
 * cryptography, no code of ours.
 * `dir` is the data folder, which nobody may hold.
 */
export const floorOf = (dir: string): Floor => {
  const log = new DatabaseSync(join(dir, 'log.db'), { readOnly: true });
  const keys = new DatabaseSync(join(dir, 'keys.db'), { readOnly: true });
  const file = join(dir, 'floor.db');
  const fresh = <T>(copy: () => T): T => {
    const made = copy();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    return made;
  };
  const events = count(log, 'SELECT count(*) AS n FROM events');
  const allKeys = count(keys, 'SELECT max(no) AS n FROM keys');
  const tries = GROUPS.map((group): Floor => {
    const copied = fresh(() => copyLog(log, file, group));
    const share = Math.round((allKeys * copied.events) / events);
    const { seconds, cpuSeconds } = sum(
      copied,
      fresh(() => copyKeys(keys, file, group, share)),
    );
    return {
      eventsPerSecond: copied.events / seconds,
      cpuMicros: (cpuSeconds * 1_000_000) / copied.events,
      group,
    };
  });
  log.close();
  keys.close();
  return tries.reduce((best, one) => (one.eventsPerSecond > best.eventsPerSecond ? one : best));
};
