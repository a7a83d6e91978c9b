import { randomBytes } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type InstantText, openBox, sealBox, type Uuid } from '@cauce/kernel';
import { type KeyVault, SubjectErasedError, type SubjectKey } from '@cauce/ports';
import { RecentMap } from '../shared/recent-map.ts';
import { inTransaction } from './transaction.ts';

const KEY_BYTES = 32;
/** Present keys kept unwrapped in memory, per generation of the cache (about 300 bytes each). */
const CACHED_KEYS = 20_000;
/** New keys that wait to be written together. */
const MOST_MADE = 5_000;
const CHECK = 'cauce';

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

/** Keys in their own SQLite file, each wrapped with AES-256-GCM under a master key that is not in it. */
export class SqliteKeyVault implements KeyVault {
  readonly #db: DatabaseSync;
  readonly #master: Uint8Array;
  readonly #present = new RecentMap<SubjectKey>(CACHED_KEYS);
  /** Keys made and not yet in the file; being so few, all of them are also among those present. */
  readonly #made = new Map<Uuid, SubjectKey>();
  readonly #erased: Set<Uuid>;
  readonly #last: StatementSync;
  readonly #one: StatementSync;
  readonly #add: StatementSync;

  /** Throws when the file was wrapped under another master key. `masterKey(isNew)` gives 32 bytes. */
  constructor(file: string, masterKey: (isNew: boolean) => Uint8Array) {
    this.#db = new DatabaseSync(file, { timeout: 5_000 });
    this.#db.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; ${SCHEMA}`,
    );
    const proof = this.#db.prepare('SELECT proof FROM wrapping').get()?.proof;
    this.#master = masterKey(proof === undefined);
    if (proof === undefined) {
      this.#db
        .prepare('INSERT INTO wrapping (no, proof) VALUES (1, ?)')
        .run(sealBox(this.#master, CHECK, CHECK));
    } else {
      this.#prove(file, String(proof));
    }
    this.#last = this.#db.prepare(
      'SELECT generation, wrapped FROM keys WHERE subject = ? ORDER BY generation DESC LIMIT 1',
    );
    this.#one = this.#db.prepare('SELECT generation, wrapped FROM keys WHERE subject = ? AND generation = ?');
    this.#add = this.#db.prepare('INSERT INTO keys (subject, generation, wrapped) VALUES (?, ?, ?)');
    const erased = this.#db.prepare('SELECT subject FROM erased').all();
    this.#erased = new Set(erased.map(({ subject }) => String(subject)));
    // A process that died while destroying may have left old pages in the write-ahead log.
    this.#emptyWriteAheadLog();
  }

  #prove(file: string, proof: string): void {
    try {
      openBox(this.#master, CHECK, proof);
    } catch {
      throw new Error(`${file} was wrapped under another master key: give the one that it was made with`);
    }
  }

  async keys(subjects: readonly Uuid[]): Promise<ReadonlyMap<Uuid, SubjectKey>> {
    for (const subject of subjects) if (this.#erased.has(subject)) throw new SubjectErasedError(subject);
    const found = new Map<Uuid, SubjectKey>();
    for (const subject of subjects) {
      const present = this.#present.get(subject);
      const key = present ?? this.#read(this.#last, subject) ?? this.#make(subject);
      if (!present) this.#present.set(subject, key);
      found.set(subject, key);
    }
    if (this.#made.size >= MOST_MADE) await this.keep();
    return found;
  }

  async keep(): Promise<void> {
    if (this.#made.size === 0) return;
    inTransaction(this.#db, () => {
      for (const key of this.#made.values()) this.#write(key);
    });
    this.#made.clear();
  }

  #read(statement: StatementSync, subject: Uuid, ...generation: number[]): SubjectKey | undefined {
    const row = statement.get(subject, ...generation);
    const wrapped = row?.wrapped;
    if (!row || !ArrayBuffer.isView(wrapped) || wrapped.every((byte) => byte === 0)) return undefined;
    const keyId = String(row.generation);
    const box = Buffer.from(wrapped).toString('base64');
    return {
      subject,
      keyId,
      key: Buffer.from(openBox(this.#master, `${subject}|${keyId}`, box), 'base64'),
    };
  }

  #make(subject: Uuid): SubjectKey {
    const made = { subject, keyId: '1', key: randomBytes(KEY_BYTES) };
    this.#made.set(subject, made);
    return made;
  }

  #write({ subject, keyId, key }: SubjectKey): void {
    const box = sealBox(this.#master, `${subject}|${keyId}`, Buffer.from(key).toString('base64'));
    this.#add.run(subject, Number(keyId), Buffer.from(box, 'base64'));
  }

  async find(subject: Uuid, keyId: string): Promise<SubjectKey | undefined> {
    const present = this.#present.get(subject);
    return present?.keyId === keyId ? present : this.#read(this.#one, subject, Number(keyId));
  }

  async rotate(subject: Uuid): Promise<SubjectKey> {
    if (this.#erased.has(subject)) throw new SubjectErasedError(subject);
    await this.keep();
    const keyId = String(Number(this.#last.get(subject)?.generation ?? 0) + 1);
    const key = { subject, keyId, key: randomBytes(KEY_BYTES) };
    inTransaction(this.#db, () => this.#write(key));
    this.#present.set(subject, key);
    return key;
  }

  async destroy(subject: Uuid, at: InstantText): Promise<void> {
    this.#present.delete(subject);
    this.#made.delete(subject);
    inTransaction(this.#db, () => {
      // As many zeros as there were bytes: the row keeps its length and its place.
      this.#db.prepare('UPDATE keys SET wrapped = zeroblob(length(wrapped)) WHERE subject = ?').run(subject);
      this.#db
        .prepare('INSERT INTO erased (subject, at) VALUES (?, ?) ON CONFLICT DO NOTHING')
        .run(subject, at);
    });
    this.#erased.add(subject);
    this.#emptyWriteAheadLog();
  }

  /** Brings all pages into the file and cuts the write-ahead log to nothing. */
  #emptyWriteAheadLog(): void {
    const result = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    if (Number(result?.busy ?? 0) !== 0)
      throw new Error('the key file is in use elsewhere: close the other program');
  }

  async erased(subject: Uuid): Promise<boolean> {
    return this.#erased.has(subject);
  }

  async close(): Promise<void> {
    if (this.#db.isOpen) this.#db.close();
  }
}
