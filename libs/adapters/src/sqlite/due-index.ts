import type { InstantText } from '@cauce/kernel';
import type { DueEntry, DueIndex } from '@cauce/ports';
import type { Row, WorkFile } from './work-file.ts';

const entryOf = (row: Row): DueEntry => ({
  owner: String(row.owner),
  id: String(row.id),
  key: String(row.key),
  dueAt: String(row.due_at),
  revision: Number(row.revision),
  ...(row.trace ? { trace: String(row.trace) } : {}),
});

export class SqliteDueIndex implements DueIndex {
  readonly #file: WorkFile;

  constructor(file: WorkFile) {
    this.#file = file;
  }

  set(entries: readonly DueEntry[]): Promise<void> {
    return this.#file.write(() => {
      for (const { owner, id, key, dueAt, revision, trace = null } of entries) {
        this.#file.run(
          `INSERT INTO due (owner, id, key, due_at, revision, trace) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (owner, id) DO UPDATE SET key = excluded.key, due_at = excluded.due_at,
             revision = excluded.revision, trace = excluded.trace WHERE excluded.revision >= revision`,
          owner,
          id,
          key,
          dueAt,
          revision,
          trace,
        );
      }
    });
  }

  remove(owner: string, id: string, revision: number): Promise<void> {
    return this.#file.write(() => {
      this.#file.run('DELETE FROM due WHERE owner = ? AND id = ? AND revision <= ?', owner, id, revision);
    });
  }

  async due(owner: string, at: InstantText, limit: number): Promise<readonly DueEntry[]> {
    const sql = 'SELECT * FROM due WHERE owner = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?';
    return this.#file.all(sql, owner, at, limit).map(entryOf);
  }

  async next(): Promise<InstantText | null> {
    const [row] = this.#file.all('SELECT min(due_at) AS first FROM due');
    return row?.first ? String(row.first) : null;
  }

  clear(owner: string): Promise<void> {
    return this.#file.write(() => {
      this.#file.run('DELETE FROM due WHERE owner = ?', owner);
    });
  }
}
