import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Document, DocumentPage, ListOptions, ModelDefinition } from '@cauce/ports';
import { cursorOf, cursorText, keyOf } from '../shared/cursor.ts';
import { afterPrefix } from '../shared/text-order.ts';
import { inTransaction } from './transaction.ts';

type Row = Record<string, SQLOutputValue>;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** One copy of a model: a table with a column per index, and its checkpoint in the table of copies. */
export class ModelCopy {
  readonly table: string;
  readonly #db: DatabaseSync;
  readonly #indexes: readonly string[];
  readonly #columns: ReadonlyMap<string, string>;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync, table: string, model: ModelDefinition) {
    this.#db = db;
    this.table = table;
    this.#indexes = model.indexes;
    this.#columns = new Map(model.indexes.map((index) => [index, quoted(`key_${index}`)]));
  }

  /** Makes the table; within the transaction that registers the copy. */
  create(): void {
    const keys = [...this.#columns.values()];
    this.#db.exec(`CREATE TABLE ${quoted(this.table)} (
      id TEXT PRIMARY KEY, guard TEXT NOT NULL, body TEXT NOT NULL${keys.map((key) => `, ${key} TEXT`).join('')}) STRICT`);
    for (const [index, key] of this.#columns) {
      this.#db.exec(
        `CREATE INDEX ${quoted(`${this.table} by ${index}`)} ON ${quoted(this.table)} (${key}, id) WHERE ${key} IS NOT NULL`,
      );
    }
  }

  #statement(sql: string): StatementSync {
    return this.#statements.getOrInsertComputed(sql, () => this.#db.prepare(sql));
  }

  #documentOf(row: Row): Document {
    const keys: Record<string, string> = {};
    for (const index of this.#indexes) {
      const key = row[`key_${index}`];
      if (typeof key === 'string') keys[index] = key;
    }
    return { id: String(row.id), body: JSON.parse(String(row.body)), keys, guard: String(row.guard) };
  }

  get(id: string): Document | undefined {
    const row = this.#statement(`SELECT * FROM ${quoted(this.table)} WHERE id = ?`).get(id);
    return row && this.#documentOf(row);
  }

  list(index: string | null, options: ListOptions): DocumentPage {
    const key = index === null ? 'id' : this.#columns.get(index);
    if (key === undefined) throw new Error(`${this.table} has no index "${index}"`);
    const { prefix, from, before, after, backwards = false, limit } = options;
    const where = [`${key} IS NOT NULL`];
    const values: SQLInputValue[] = [];
    const demand = (condition: string, ...given: string[]): void => {
      where.push(condition);
      values.push(...given);
    };
    if (prefix) {
      demand(`${key} >= ?`, prefix);
      const end = afterPrefix(prefix);
      if (end !== undefined) demand(`${key} < ?`, end);
    }
    if (from !== undefined) demand(`${key} >= ?`, from);
    if (before !== undefined) demand(`${key} < ?`, before);
    if (after != null) demand(`(${key}, id) ${backwards ? '<' : '>'} (?, ?)`, ...cursorOf(after));
    const order = backwards ? 'DESC' : 'ASC';
    // One more than asked tells whether there is a next page.
    const rows = this.#statement(
      `SELECT * FROM ${quoted(this.table)} WHERE ${where.join(' AND ')} ORDER BY ${key} ${order}, id ${order} LIMIT ?`,
    ).all(...values, limit + 1);
    const documents = rows.slice(0, limit).map((row) => this.#documentOf(row));
    const last = documents.at(-1);
    return {
      documents,
      next: last && rows.length > limit ? cursorText(keyOf(last, index), last.id) : null,
    };
  }

  write(documents: readonly Document[], checkpoint: string): void {
    const keys = [...this.#columns.values()];
    const upsert = this.#statement(
      `INSERT INTO ${quoted(this.table)} (id, guard, body${keys.map((key) => `, ${key}`).join('')})
       VALUES (?, ?, ?${', ?'.repeat(keys.length)})
       ON CONFLICT (id) DO UPDATE SET guard = excluded.guard, body = excluded.body
         ${keys.map((key) => `, ${key} = excluded.${key}`).join('')}
       WHERE excluded.guard > guard`,
    );
    const advance = this.#statement(
      'UPDATE copies SET checkpoint = ? WHERE table_name = ? AND (checkpoint IS NULL OR checkpoint < ?)',
    );
    inTransaction(this.#db, () => {
      for (const { id, guard, body, keys } of documents) {
        upsert.run(id, guard, JSON.stringify(body), ...this.#indexes.map((index) => keys[index] ?? null));
      }
      advance.run(checkpoint, this.table, checkpoint);
    });
  }

  checkpoint(): string | null {
    const row = this.#statement('SELECT checkpoint FROM copies WHERE table_name = ?').get(this.table);
    return row?.checkpoint == null ? null : String(row.checkpoint);
  }
}
