import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { SubjectKey } from '@cauce/ports';
import { isProofOf, MasterKeyError, proofOf } from '../shared/master-key.ts';
import { unwrap, wrap } from '../shared/wrapped-key.ts';
import { inTransaction } from './transaction.ts';

/**
 * Rows are only ever added, and a destroyed key is overwritten in its place: no row moves, so that no page keeps an
 * old copy of it. `generation` counts from 1 for each subject.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS keys (
    no INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    generation INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    UNIQUE (subject, generation)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS erased (subject TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS wrapping (no INTEGER PRIMARY KEY CHECK (no = 1), proof TEXT NOT NULL) STRICT;
`;

const wrapped = (master: Uint8Array, key: SubjectKey): Buffer => Buffer.from(wrap(master, key), 'base64');

/** Keys in their own SQLite file, each wrapped with AES-256-GCM under a master key that is not in it. */
export class KeyFile {
  readonly path: string;
  readonly master: Uint8Array;
  readonly #db: DatabaseSync;
  readonly #last: StatementSync;
  readonly #one: StatementSync;
  readonly #add: StatementSync;

  /** Throws when the file was wrapped under another master key. `masterKey(isNew)` gives 32 bytes. */
  constructor(path: string, masterKey: (isNew: boolean) => Uint8Array) {
    this.path = path;
    this.#db = new DatabaseSync(path, { timeout: 5_000 });
    this.#db.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -16384; ${SCHEMA}`,
    );
    const proof = this.#db.prepare('SELECT proof FROM wrapping').get()?.proof;
    this.master = masterKey(proof === undefined);
    if (proof === undefined) {
      this.#db.prepare('INSERT INTO wrapping (no, proof) VALUES (1, ?)').run(proofOf(this.master));
    } else {
      this.#prove(String(proof));
    }
    this.#last = this.#db.prepare(
      'SELECT generation, wrapped FROM keys WHERE subject = ? ORDER BY generation DESC LIMIT 1',
    );
    this.#one = this.#db.prepare('SELECT generation, wrapped FROM keys WHERE subject = ? AND generation = ?');
    this.#add = this.#db.prepare('INSERT INTO keys (subject, generation, wrapped) VALUES (?, ?, ?)');
  }

  #prove(proof: string): void {
    if (!isProofOf(this.master, proof))
      throw new MasterKeyError(
        `${this.path} was wrapped under another master key: give the one that it was made with`,
      );
  }

  /** Whether the keys of a file are wrapped under a master key; false where there is no such file. */
  static isWrappedUnder(path: string, master: Uint8Array): boolean {
    if (!existsSync(path)) return false;
    try {
      new KeyFile(path, () => master).close();
      return true;
    } catch {
      return false;
    }
  }

  /** Wraps every key under another master key, all or none; how many they were. */
  rewrap(master: Uint8Array): number {
    let count = 0;
    inTransaction(this.#db, () => {
      const change = this.#db.prepare('UPDATE keys SET wrapped = ? WHERE no = ?');
      for (const { no, ...row } of this.#rows()) {
        const key = this.#unwrapped(String(row.subject) as Uuid, row);
        if (!key) continue;
        change.run(wrapped(master, key), Number(no));
        count += 1;
      }
      this.#db.prepare('UPDATE wrapping SET proof = ?').run(proofOf(master));
    });
    this.emptyWriteAheadLog();
    return count;
  }

  /** Every row, in the order of making; what is read may be changed before the next is. */
  *#rows() {
    const page = this.#db.prepare('SELECT * FROM keys WHERE no > ? ORDER BY no LIMIT 1000');
    for (let rows = page.all(0); rows.length > 0; rows = page.all(Number(rows.at(-1)?.no))) yield* rows;
  }

  /** The newest key of a subject, undefined where it has none or it was destroyed. */
  last(subject: Uuid): SubjectKey | undefined {
    return this.#unwrapped(subject, this.#last.get(subject));
  }

  /** The key of a generation. */
  find(subject: Uuid, keyId: string): SubjectKey | undefined {
    return this.#unwrapped(subject, this.#one.get(subject, Number(keyId)));
  }

  /** The last generation that a subject had a key of, destroyed or not; 0 where there was none. */
  generation(subject: Uuid): number {
    return Number(this.#last.get(subject)?.generation ?? 0);
  }

  #unwrapped(subject: Uuid, row: ReturnType<StatementSync['get']>): SubjectKey | undefined {
    const wrapped = row?.wrapped;
    if (!row || !ArrayBuffer.isView(wrapped) || wrapped.every((byte) => byte === 0)) return undefined;
    const named = { subject, keyId: String(row.generation) };
    return unwrap(this.master, named, Buffer.from(wrapped).toString('base64'));
  }

  /** Adds keys, all or none. Throws StorageFullError. */
  add(keys: Iterable<SubjectKey>): void {
    inTransaction(this.#db, () => {
      for (const one of keys) this.#add.run(one.subject, Number(one.keyId), wrapped(this.master, one));
    });
  }

  /** Destroys every key of a subject: no file keeps a byte of them. */
  destroy(subject: Uuid, at: InstantText): void {
    inTransaction(this.#db, () => {
      // As many zeros as there were bytes: the row keeps its length and its place.
      this.#db.prepare('UPDATE keys SET wrapped = zeroblob(length(wrapped)) WHERE subject = ?').run(subject);
      this.#db
        .prepare('INSERT INTO erased (subject, at) VALUES (?, ?) ON CONFLICT DO NOTHING')
        .run(subject, at);
    });
    this.emptyWriteAheadLog();
  }

  /** Brings all pages into the file and cuts the write-ahead log to nothing. */
  emptyWriteAheadLog(): void {
    const result = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    if (Number(result?.busy ?? 0) !== 0)
      throw new Error('the key file is in use elsewhere: close the other program');
  }

  /** About how many keys it has. */
  size(): number {
    return Number(this.#db.prepare('SELECT max(no) AS n FROM keys').get()?.n ?? 0);
  }

  /** Everybody whom it has or had a key of. */
  *subjects(): Iterable<Uuid> {
    for (const { subject } of this.#db.prepare('SELECT subject FROM keys').iterate()) yield String(subject);
  }

  /** Everybody whose keys were destroyed. */
  erased(): Uuid[] {
    return this.#db
      .prepare('SELECT subject FROM erased')
      .all()
      .map(({ subject }) => String(subject));
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
