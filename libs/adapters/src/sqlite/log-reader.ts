import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { decodeEvent, type RecordedEvent } from '@cauce/contracts';
import { RecentMap } from '@cauce/kernel';
import type { ReadOptions } from '@cauce/ports';
import { positionText } from '../shared/position.ts';
import { KnownNames } from './known-names.ts';
import { streamNames } from './schema.ts';

type Row = Record<string, SQLOutputValue>;

/** Pages kept as objects: groups that follow the log from the same place read the same pages. */
const KEPT_PAGES = 16;
/** Events of the largest page that is kept: whoever reads more at once reads alone. */
const LARGEST_KEPT = 1_000;

/** Streams whose number is kept, per generation (about 150 bytes each). */
const KNOWN_NUMBERS = 10_000;

const COLUMNS = 'e.position, e.hash, e.body';

const FORWARDS = `SELECT ${COLUMNS} FROM events e WHERE e.stream_no = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`;
const BACKWARDS = `SELECT ${COLUMNS} FROM events e WHERE e.stream_no = ? AND e.revision <= ? ORDER BY e.revision DESC LIMIT ?`;

const eventOf = (row: Row): RecordedEvent => {
  const hash = row.hash as Uint8Array;
  const hex = Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('hex');
  return decodeEvent(row.body as Uint8Array, positionText(Number(row.position)), hex);
};

/** Reads a log on the calling thread, beside its writer. */
export class LogReader {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #pages = new Map<string, RecordedEvent[]>();
  /** Most reads are of streams that do not exist yet. */
  readonly #streams = new KnownNames(
    () => Number(this.#statement('SELECT max(no) AS n FROM streams').get()?.n ?? 0),
    () => streamNames(this.#db),
  );
  readonly #numbers = new RecentMap<number>(KNOWN_NUMBERS);
  #reading = false;

  constructor(file: string) {
    this.#db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    this.#db.exec('PRAGMA mmap_size = 268435456; PRAGMA cache_size = -32768');
  }

  /**
   * A statement within the turn's snapshot: what one turn of the event loop reads, it reads in one transaction, which
   * costs much less than one for each statement.
   */
  #statement(sql: string): StatementSync {
    if (!this.#reading) {
      this.#db.exec('BEGIN');
      this.#reading = true;
      setImmediate(() => this.refresh());
    }
    return this.#statements.getOrInsertComputed(sql, () => this.#db.prepare(sql));
  }

  read(stream: string, { from, backwards = false, limit = -1 }: ReadOptions): RecordedEvent[] {
    const no = this.#numberOf(stream);
    if (no === undefined) return [];
    const rows = backwards
      ? this.#statement(BACKWARDS).all(no, from ?? Number.MAX_SAFE_INTEGER, limit)
      : this.#statement(FORWARDS).all(no, from ?? 0, limit);
    return rows.map(eventOf);
  }

  #numberOf(stream: string): number | undefined {
    const known = this.#numbers.get(stream);
    if (known !== undefined) return known;
    const no = this.#streams.look(
      stream,
      (name) => this.#statement('SELECT no FROM streams WHERE name = ?').get(name)?.no,
    );
    if (no === undefined) return undefined;
    this.#numbers.set(stream, Number(no));
    return Number(no);
  }

  /** Events after a place, of some categories or of all. */
  after(place: number, limit: number, categories?: readonly string[]): RecordedEvent[] {
    if (!categories) return this.#page(place, limit);
    if (categories.length === 0) return [];
    // The next ones of each category by its index, then the first of these all: no category is read through.
    const ofOne =
      'SELECT * FROM (SELECT position FROM events WHERE category = ? AND position > ? ORDER BY position LIMIT ?)';
    return this.#statement(
      `SELECT ${COLUMNS} FROM events e WHERE e.position IN
         (SELECT position FROM (${categories.map(() => ofOne).join(' UNION ALL ')}) ORDER BY position LIMIT ?)
       ORDER BY e.position`,
    )
      .all(...categories.flatMap((category) => [category, place, limit]), limit)
      .map(eventOf);
  }

  #page(place: number, limit: number): RecordedEvent[] {
    const name = `${place} ${limit}`;
    const kept = this.#pages.get(name);
    if (kept) return kept;
    const page = this.#statement(
      `SELECT ${COLUMNS} FROM events e WHERE e.position > ? ORDER BY e.position LIMIT ?`,
    )
      .all(place, limit)
      .map(eventOf);
    // Only a full page stays what it is.
    if (page.length < limit || limit > LARGEST_KEPT) return page;
    if (this.#pages.size === KEPT_PAGES) this.#pages.delete(this.#pages.keys().next().value ?? '');
    this.#pages.set(name, page);
    return page;
  }

  /** Takes note of a stream that was made; without that its first events might not be found. */
  made(stream: string): void {
    this.#streams.add(stream);
  }

  /** Lets the next statement see all that is committed by then. */
  refresh(): void {
    if (!this.#reading) return;
    this.#reading = false;
    this.#db.exec('COMMIT');
  }

  /** Place of the last event, 0 of an empty log. */
  lastPlace(): number {
    return Number(this.#statement('SELECT max(position) AS n FROM events').get()?.n ?? 0);
  }

  /** Streams of a category by number, after a number. */
  streams(category: string, after: number, limit: number): { readonly no: number; readonly name: string }[] {
    return this.#statement('SELECT no, name FROM streams WHERE category = ? AND no > ? ORDER BY no LIMIT ?')
      .all(category, after, limit)
      .map((row) => ({ no: Number(row.no), name: String(row.name) }));
  }

  close(): void {
    this.refresh();
    this.#db.close();
  }
}
