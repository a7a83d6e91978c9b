import { DatabaseSync } from 'node:sqlite';
import type {
  Document,
  DocumentPage,
  ListOptions,
  ModelDefinition,
  ModelHandle,
  ReadModels,
} from '@cauce/ports';
import { ModelCopy } from './model-copy.ts';
import { inTransaction } from './transaction.ts';

/** `shape`: version and indexes, for a copy of another shape is of no use. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS copies (
    table_name TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    live INTEGER NOT NULL,
    shape TEXT NOT NULL,
    checkpoint TEXT,
    UNIQUE (model, live)
  ) STRICT;
`;

/** Pages of the write-ahead log between two checkpoints, which are what waits for the disk. */
const CHECKPOINT_PAGES = 8_000;

const shapeOf = ({ version, indexes }: ModelDefinition): string => JSON.stringify([version, indexes]);

class SqliteModel implements ModelHandle {
  readonly #copy: () => ModelCopy;

  constructor(copy: () => ModelCopy) {
    this.#copy = copy;
  }

  async get(id: string): Promise<Document | undefined> {
    return this.#copy().get(id);
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Document>> {
    const copy = this.#copy();
    return new Map(ids.flatMap((id) => copy.get(id) ?? []).map((document) => [document.id, document]));
  }

  async list(index: string, options: ListOptions): Promise<DocumentPage> {
    return this.#copy().list(index, options);
  }

  async write(documents: readonly Document[], checkpoint: string): Promise<void> {
    this.#copy().write(documents, checkpoint);
  }

  async checkpoint(): Promise<string | null> {
    return this.#copy().checkpoint();
  }
}

/**
 * Documents as JSON in one table per copy. Commits are not forced to the disk: a document and the checkpoint go
 * together, so after a power cut the model is older as a whole and goes on from there.
 */
export class SqliteReadModels implements ReadModels {
  readonly #db: DatabaseSync;
  readonly #live = new Map<string, ModelCopy>();

  constructor(file: string) {
    this.#db = new DatabaseSync(file, { timeout: 5_000 });
    this.#db.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768;
       PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; ${SCHEMA}`,
    );
  }

  async open(model: ModelDefinition): Promise<ModelHandle> {
    const row = this.#copyRow(model, true);
    const same = row?.shape === shapeOf(model);
    this.#live.set(
      model.name,
      same ? new ModelCopy(this.#db, String(row?.table_name), model) : this.#fresh(model, true),
    );
    return new SqliteModel(() => this.#liveCopy(model));
  }

  #liveCopy(model: ModelDefinition): ModelCopy {
    const copy = this.#live.get(model.name);
    if (!copy) throw new Error(`the model ${model.name} is not open`);
    return copy;
  }

  async shadow(model: ModelDefinition): Promise<ModelHandle> {
    const copy = this.#fresh(model, false);
    return new SqliteModel(() => copy);
  }

  async swap(model: ModelDefinition): Promise<void> {
    const shadow = this.#copyRow(model, false);
    if (!shadow) throw new Error(`${model.name} has no copy to put in place`);
    inTransaction(this.#db, () => {
      this.#drop(model, true);
      this.#db.prepare('UPDATE copies SET live = 1 WHERE model = ? AND live = 0').run(model.name);
    });
    this.#live.set(model.name, new ModelCopy(this.#db, String(shadow.table_name), model));
  }

  #copyRow({ name }: ModelDefinition, live: boolean) {
    return this.#db.prepare('SELECT * FROM copies WHERE model = ? AND live = ?').get(name, live ? 1 : 0);
  }

  /** A new empty copy in the place of the one that was there. */
  #fresh(model: ModelDefinition, live: boolean): ModelCopy {
    return inTransaction(this.#db, () => {
      this.#drop(model, live);
      const others = this.#db.prepare('SELECT table_name FROM copies WHERE model = ?').all(model.name);
      const free = ['a', 'b'].find(
        (suffix) => !others.some((row) => row.table_name === `${model.name} ${suffix}`),
      );
      const copy = new ModelCopy(this.#db, `${model.name} ${free}`, model);
      copy.create();
      this.#db
        .prepare('INSERT INTO copies (table_name, model, live, shape) VALUES (?, ?, ?, ?)')
        .run(copy.table, model.name, live ? 1 : 0, shapeOf(model));
      return copy;
    });
  }

  #drop(model: ModelDefinition, live: boolean): void {
    const row = this.#copyRow(model, live);
    if (!row) return;
    this.#db.exec(`DROP TABLE "${String(row.table_name).replaceAll('"', '""')}"`);
    this.#db.prepare('DELETE FROM copies WHERE table_name = ?').run(row.table_name ?? null);
  }

  async close(): Promise<void> {
    if (this.#db.isOpen) this.#db.close();
  }
}
