import { DatabaseSync } from 'node:sqlite';
import { doubtIn, type JournalEntry, type Ledger, type VerifyReport } from '@cauce/ports';
import { ledgerNotes } from './ledger-reader.ts';
import type { LogMark } from './log-writer-protocol.ts';
import type { LogWriterThread } from './log-writer-thread.ts';
import { verifyLog } from './verify.ts';

/** The ledger in a file beside the data folder, written by the writer of the log. */
export class SqliteLedger implements Ledger {
  readonly #log: string;
  readonly #path: string;
  readonly #writer: LogWriterThread;

  constructor(log: string, path: string, writer: LogWriterThread) {
    this.#log = log;
    this.#path = path;
    this.#writer = writer;
  }

  async #mark(): Promise<LogMark> {
    const answer = await this.#writer.request({ kind: 'mark' });
    if (answer.kind !== 'marked') throw new Error(`the writer answered ${answer.kind}`);
    return answer.mark;
  }

  async verify(progress?: (events: number) => void, kept?: string): Promise<VerifyReport> {
    const db = new DatabaseSync(this.#log, { readOnly: true, timeout: 5_000 });
    try {
      const mark = await this.#mark();
      const report = await verifyLog(db, this.#path, mark, progress, kept);
      const notes = ledgerNotes(this.#path, mark.note, mark.bytes);
      const lost = notes.findLast(({ kind }) => kind === 'ledger-lost');
      if (lost?.kind !== 'ledger-lost') return report;
      return { ...report, ok: report.ok && !doubtIn(notes), ledgerLostAt: lost.events };
    } finally {
      db.close();
    }
  }

  async note(entry: JournalEntry): Promise<void> {
    await this.#writer.request({ kind: 'note', entry });
  }

  async notes(): Promise<readonly JournalEntry[]> {
    const { note, bytes } = await this.#mark();
    return ledgerNotes(this.#path, note, bytes);
  }
}
