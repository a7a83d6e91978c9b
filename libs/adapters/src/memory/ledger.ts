import { NO_HASH } from '@cauce/contracts';
import type { JournalEntry, Ledger, VerifyReport } from '@cauce/ports';
import type { MemoryEventStore } from './event-store.ts';

const PAGE = 1_000;

/** Follows the chains of a log in memory, which nobody else can alter. */
export class MemoryLedger implements Ledger {
  readonly #store: MemoryEventStore;
  readonly #notes: JournalEntry[] = [];

  constructor(store: MemoryEventStore) {
    this.#store = store;
  }

  async verify(progress: (events: number) => void = () => {}): Promise<VerifyReport> {
    const heads = new Map<string, string>();
    let events = 0;
    for (let after: string | null = null; ; ) {
      const page = await this.#store.readAll({ after, limit: PAGE });
      for (const { stream, revision, prev, hash } of page.events) {
        if (prev !== (heads.get(stream) ?? NO_HASH)) {
          return { streams: heads.size, events, ok: false, firstBad: { stream, revision, kind: 'altered' } };
        }
        heads.set(stream, hash);
        events += 1;
      }
      progress(events);
      if (page.atEnd) return { streams: heads.size, events, ok: true };
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
