import { NO_HASH } from '@cauce/contracts';
import { type JournalEntry, type Ledger, LogHead, type VerifyReport } from '@cauce/ports';
import type { MemoryEventStore } from './event-store.ts';

const PAGE = 1_000;

/** Follows the chains of a log in memory, which nobody else can alter. */
export class MemoryLedger implements Ledger {
  readonly #store: MemoryEventStore;
  readonly #notes: JournalEntry[] = [];

  constructor(store: MemoryEventStore) {
    this.#store = store;
  }

  async verify(progress: (events: number) => void = () => {}, kept?: string): Promise<VerifyReport> {
    const head = new LogHead(kept);
    const heads = new Map<string, string>();
    let events = 0;
    for (let after: string | null = null; ; ) {
      const page = await this.#store.readAll({ after, limit: PAGE });
      for (const { stream, revision, prev, hash } of page.events) {
        if (prev !== (heads.get(stream) ?? NO_HASH)) {
          return { streams: heads.size, events, ok: false, firstBad: { stream, revision, kind: 'altered' } };
        }
        heads.set(stream, hash);
        head.take(hash);
        events += 1;
      }
      progress(events);
      if (page.atEnd) return head.report(heads.size);
      after = page.next;
    }
  }

  async note(entry: JournalEntry): Promise<void> {
    this.#notes.push(entry);
  }

  async notes(): Promise<readonly JournalEntry[]> {
    return [...this.#notes];
  }
}
