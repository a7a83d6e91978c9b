import type { StatementSync } from 'node:sqlite';
import type { JournalEntry } from '@cauce/ports';
import { LedgerFile } from './ledger-file.ts';
import type { MirroredEvent } from './ledger-line.ts';
import type { LogWriter } from './log-writer.ts';
import type { LogMark } from './log-writer-protocol.ts';

/** Events per line when the mirror catches up. */
const CATCH_UP = 1_000;

/** Keeps the ledger beside the log in step with it; belongs to the log's writer. */
export class LedgerMirror {
  readonly #log: LogWriter;
  readonly #file: LedgerFile;
  readonly #after: StatementSync;
  #behind = false;

  /**
   * Brings the ledger up to the log: after a crash it may lack the last events. A log that is older than its ledger
   * (a copy put back), or has none, is noted as such; events that came to the log while nobody had it open are not taken over.
   */
  constructor(path: string, log: LogWriter) {
    this.#log = log;
    this.#file = new LedgerFile(path);
    this.#after = log.db.prepare(
      `SELECT e.position, e.stream_no, e.revision, e.hash, CASE e.revision WHEN 0 THEN s.name END AS name
       FROM events e LEFT JOIN streams s ON s.no = e.stream_no
       WHERE e.position > ? ORDER BY e.position LIMIT ${CATCH_UP}`,
    );
    const { state } = this.#file;
    if (log.lastPlace < state.head) {
      this.#file.append({ kind: 'rollback', head: log.lastPlace });
      this.#file.note({ kind: 'rollback', lost: state.head - log.lastPlace });
    }
    if (this.#file.size === 0 && log.lastPlace > 0) {
      this.#file.append({ kind: 'open', open: true });
      this.#file.note({ kind: 'ledger-lost', events: log.lastPlace });
    }
    if (this.#file.state.open) this.#catchUp();
    log.skipTo(this.#file.state.last);
  }

  #catchUp(): void {
    for (;;) {
      const rows = this.#after.all(this.#file.state.head);
      const first = Number(rows[0]?.position);
      // A line holds consecutive places.
      const count = rows.findIndex((row, index) => row.position !== first + index);
      const taken = count < 0 ? rows : rows.slice(0, count);
      if (taken.length === 0) return;
      const events = taken.map((row): MirroredEvent => {
        const hash = Buffer.from(row.hash as Uint8Array).toString('base64url');
        const mirrored = [Number(row.stream_no), Number(row.revision), hash] as const;
        return row.name == null ? mirrored : [...mirrored, String(row.name)];
      });
      this.#group(first, events);
    }
  }

  #group(first: number, events: readonly MirroredEvent[]): void {
    const head = first + events.length - 1;
    this.#file.append({ kind: 'group', first, events, head, last: Math.max(head, this.#file.state.last) });
  }

  /** Says in the ledger that this session appends; called before its first commit. Throws when it cannot. */
  begin(): void {
    if (this.#file.state.open) return;
    const head = this.#log.lastPlaceInFile();
    this.#file.append({ kind: 'open', open: true, head, last: Math.max(head, this.#file.state.last) });
    // On the disk before the first commit: else a power cut could make our own events look like somebody else's.
    this.#file.sync();
  }

  /** Mirrors a commit. When the ledger cannot be written it stays behind, to be caught up with the next commit. */
  committed(first: number, events: readonly MirroredEvent[]): void {
    if (events.length === 0) return;
    try {
      if (this.#behind) this.#catchUp();
      else this.#group(first, events);
      this.#behind = false;
    } catch {
      this.#behind = true;
    }
  }

  note(entry: JournalEntry): void {
    this.#file.note(entry);
  }

  /** What of log and ledger belongs together now. */
  mark(): LogMark {
    if (this.#behind) this.#catchUp();
    this.#behind = false;
    return { bytes: this.#file.size, place: this.#log.lastPlaceInFile(), note: this.#file.state.note };
  }

  /** Says in the ledger that nobody appends any more. When it cannot, the next session finds it open and catches up. */
  close(): void {
    try {
      if (this.#behind) this.#catchUp();
      if (!this.#file.state.open) return;
      this.#file.append({ kind: 'closed', open: false });
      this.#file.sync();
    } finally {
      this.#file.close();
    }
  }
}
