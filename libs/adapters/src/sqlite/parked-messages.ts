import type { ParkedMessage, ParkedMessages } from '@cauce/ports';
import type { WorkFile } from './work-file.ts';

export class SqliteParkedMessages implements ParkedMessages {
  readonly #file: WorkFile;

  constructor(file: WorkFile) {
    this.#file = file;
  }

  async all(): Promise<readonly ParkedMessage[]> {
    return this.#file.all('SELECT * FROM parked ORDER BY owner, position').map((row) => ({
      group: String(row.owner),
      key: String(row.key),
      stream: String(row.stream),
      revision: Number(row.revision),
      position: String(row.position),
      eventId: String(row.event_id),
      eventType: String(row.event_type),
      reason: String(row.reason),
    }));
  }

  put(message: ParkedMessage): Promise<void> {
    const { group, key, stream, revision, position, eventId, eventType, reason } = message;
    return this.#file.write(() => {
      this.#file.run(
        `INSERT INTO parked (owner, position, key, stream, revision, event_id, event_type, reason)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (owner, position) DO UPDATE SET reason = excluded.reason`,
        group,
        position,
        key,
        stream,
        revision,
        eventId,
        eventType,
        reason,
      );
    });
  }

  remove(group: string, position: string): Promise<void> {
    return this.#file.write(() => {
      this.#file.run('DELETE FROM parked WHERE owner = ? AND position = ?', group, position);
    });
  }
}
