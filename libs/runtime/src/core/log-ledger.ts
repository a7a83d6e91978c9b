import { NO_HASH } from '@cauce/contracts';
import { erasure } from '@cauce/domain';
import { type EventStore, type JournalEntry, type Ledger, LogHead, type VerifyReport } from '@cauce/ports';
import type { EventLog } from '../log/event-log.ts';

const PAGE = 1_000;

/**
 * The ledger of the distributed profile. Log and keys are in different stores there, with backups of their own, so that
 * the log is what outlives an older copy of the keys: its decisions of erasures are the journal. It follows the chain
 * of each stream; a whole stream that is missing, or a tail, only a head that was kept elsewhere shows.
 */
export class LogLedger implements Ledger {
  constructor(
    private readonly store: EventStore,
    private readonly log: EventLog,
  ) {}

  async verify(progress: (events: number) => void = () => {}, kept?: string): Promise<VerifyReport> {
    const logHead = new LogHead(kept);
    const heads = new Map<string, { readonly revision: number; readonly hash: string }>();
    let events = 0;
    for (let after: string | null = null; ; ) {
      const page = await this.store.readAll({ after, limit: PAGE });
      for (const { stream, revision, prev, hash } of page.events) {
        const head = heads.get(stream) ?? { revision: -1, hash: NO_HASH };
        const kind =
          revision > head.revision + 1 ? 'missing' : revision <= head.revision ? 'inserted' : 'altered';
        if (revision !== head.revision + 1 || prev !== head.hash)
          return { streams: heads.size, events, ok: false, firstBad: { stream, revision, kind } };
        heads.set(stream, { revision, hash });
        logHead.take(hash);
        events += 1;
      }
      progress(events);
      if (page.atEnd) return logHead.report(heads.size);
      after = page.next;
    }
  }

  /** The decision on the log is the note. Throws where there is none. */
  async note(entry: JournalEntry): Promise<void> {
    if (entry.kind !== 'erasure')
      throw new Error(`the log is its own ledger here: it cannot note ${entry.kind}`);
    const notes = await this.notes();
    if (!notes.some((note) => note.kind === 'erasure' && note.subject === entry.subject))
      throw new Error(`no erasure of ${entry.subject} was decided on the log`);
  }

  async notes(): Promise<readonly JournalEntry[]> {
    const notes: JournalEntry[] = [];
    for await (const stream of this.store.streams(erasure.category)) {
      const subject = stream.slice(erasure.category.length + 1);
      const { status, consents } = await this.log.load(erasure, subject);
      const at = consents.at(-1)?.at;
      if (at && (status === 'decided' || status === 'erased')) notes.push({ kind: 'erasure', subject, at });
    }
    return notes;
  }
}
