import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { inTransaction } from './transaction.ts';

/** The values of a row by column name. */
export type Row = Record<string, SQLOutputValue>;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS due (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    key TEXT NOT NULL,
    due_at TEXT NOT NULL,
    revision INTEGER NOT NULL,
    trace TEXT,
    PRIMARY KEY (owner, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS due_by_owner ON due (owner, due_at, id);
  CREATE INDEX IF NOT EXISTS due_by_time ON due (due_at);
  CREATE TABLE IF NOT EXISTS leases (
    name TEXT PRIMARY KEY,
    owner TEXT,
    fence INTEGER NOT NULL,
    term_ms INTEGER NOT NULL,
    renewals INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS parked (
    owner TEXT NOT NULL,
    position TEXT NOT NULL,
    key TEXT NOT NULL,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    event_type TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (owner, position)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * The file of timers, leases, checkpoints and parked messages. Its commits are not forced to the disk (`synchronous=NORMAL`): they
 * survive the death of the process; when the machine dies the file goes back to an earlier commit as a whole, so a
 * checkpoint never leads the timers that were set or the messages that were parked before it, and the work after it
 * is only done again.
 */
export class WorkFile {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  #waiting: { readonly work: () => void; readonly settle: (error?: unknown) => void }[] = [];

  constructor(file: string) {
    this.#db = new DatabaseSync(file, { timeout: 5_000 });
    this.#db.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000; ${SCHEMA}`,
    );
    // A file from before traces were kept.
    const columns = this.#db.prepare(`SELECT name FROM pragma_table_info('due')`).all();
    if (!columns.some(({ name }) => name === 'trace')) this.#db.exec('ALTER TABLE due ADD COLUMN trace TEXT');
  }

  #statement(sql: string): ReturnType<DatabaseSync['prepare']> {
    return this.#statements.getOrInsertComputed(sql, () => this.#db.prepare(sql));
  }

  /** Runs a statement within `write`; the number of rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** Rows as they are after every write asked for so far. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    this.#flush();
    return this.#statement(sql).all(...values);
  }

  /** Does some work in the transaction that this turn's writes share. */
  write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      let result: T;
      this.#waiting.push({
        work: () => {
          result = work();
        },
        settle: (error) => (error === undefined ? resolve(result) : reject(error)),
      });
    });
  }

  #flush(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    try {
      inTransaction(this.#db, () => {
        for (const { work } of waiting) work();
      });
    } catch (error) {
      for (const { settle } of waiting) settle(error);
      return;
    }
    for (const { settle } of waiting) settle();
  }

  close(): void {
    if (!this.#db.isOpen) return;
    this.#flush();
    this.#db.close();
  }
}
