import type { Checkpoints } from '@cauce/ports';
import type { WorkFile } from './work-file.ts';

export class SqliteCheckpoints implements Checkpoints {
  readonly #file: WorkFile;

  constructor(file: WorkFile) {
    this.#file = file;
  }

  async get(name: string): Promise<string | null> {
    const [row] = this.#file.all('SELECT value FROM checkpoints WHERE name = ?', name);
    return row ? String(row.value) : null;
  }

  set(name: string, value: string, expected: string | null): Promise<boolean> {
    return this.#file.write(() => {
      const changed =
        expected === null
          ? this.#file.run(
              'INSERT INTO checkpoints (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING',
              name,
              value,
            )
          : this.#file.run(
              'UPDATE checkpoints SET value = ? WHERE name = ? AND value = ?',
              value,
              name,
              expected,
            );
      return changed === 1;
    });
  }
}
