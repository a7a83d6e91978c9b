import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { stopwatch } from './measure.ts';

/** What bare SQLite does with the events of a run. */
export interface Floor {
  readonly eventsPerSecond: number;
  /** Processor time per event, in microseconds. */
  readonly cpuMicros: number;
  /** Events per transaction at which it was best. */
  readonly group: number;
}

const GROUPS = [500, 2_000, 8_000];
/** Of a longer log, as many events from its beginning. */
const MOST_EVENTS = 400_000;

const copySchema = (from: DatabaseSync, to: DatabaseSync): void => {
  const pages = Number(from.prepare('PRAGMA page_size').get()?.page_size);
  to.exec(`PRAGMA page_size = ${pages}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`);
  to.exec('PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -65536');
  const made = from.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').all();
  for (const { sql } of made) to.exec(String(sql));
};

/** Copies the log group by group; only the writing is measured. */
const copyLog = (log: DatabaseSync, file: string, group: number): Floor => {
  const db = new DatabaseSync(file);
  copySchema(log, db);
  const page = log.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?');
  const streamOf = log.prepare('SELECT * FROM streams WHERE no = ?');
  const addStream = db.prepare('INSERT INTO streams (no, name, category) VALUES (?, ?, ?)');
  const addEvent = db.prepare(
    'INSERT INTO events (position, stream_no, revision, category, hash, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const text = (value: unknown): string => String(value);
  let [events, seconds, cpuSeconds, position] = [0, 0, 0, 0];
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
    const spent = stopwatch();
    db.exec('BEGIN IMMEDIATE');
    for (const row of rows) {
      if (row.revision === 0) addStream.run(row.no, row.name, row.category);
      addEvent.run(row.position, row.no, row.revision, row.category, row.hash, row.body);
    }
    db.exec('COMMIT');
    const { seconds: took, cpuSeconds: used } = spent();
    seconds += took;
    cpuSeconds += used;
    events += rows.length;
    position = rows.at(-1)?.position ?? position;
  }
  db.close();
  return { eventsPerSecond: events / seconds, cpuMicros: (cpuSeconds * 1_000_000) / events, group };
};

/**
 * The floor of a run: the bytes that it stored, written once more into the same tables with the same indexes by bare
 * `node:sqlite`, at the best of some group sizes, every commit on the disk; no cryptography, no code of ours.
 * `dir` is the data folder, which nobody may hold.
 */
export const floorOf = (dir: string): Floor => {
  const log = new DatabaseSync(join(dir, 'log.db'), { readOnly: true });
  const file = join(dir, 'floor.db');
  const tries = GROUPS.map((group) => {
    const floor = copyLog(log, file, group);
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    return floor;
  });
  log.close();
  return tries.reduce((best, one) => (one.eventsPerSecond > best.eventsPerSecond ? one : best));
};
