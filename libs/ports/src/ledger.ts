import type { InstantText, Uuid } from '@cauce/kernel';

/** The first place where the log is not what it was. */
export interface FirstBad {
  readonly stream: string;
  readonly revision: number;
  readonly kind: 'altered' | 'missing' | 'inserted' | 'reordered' | 'truncated';
}

export interface VerifyReport {
  readonly streams: number;
  readonly events: number;
  readonly ok: boolean;
  readonly firstBad?: FirstBad;
}

/** A note that must outlive the data folder, or an older copy of it. */
export type JournalEntry =
  | { readonly kind: 'erasure'; readonly subject: Uuid; readonly at: InstantText }
  /** The log was found older than its ledger: so many of its last events are lost. */
  | { readonly kind: 'rollback'; readonly lost: number }
  /** Somebody knows of it, and goes on from the older log. */
  | { readonly kind: 'rollback-accepted' };

/** The record beside the log: a mirror of its digest, and the journal of erasures. */
export interface Ledger {
  /** Compares the log with itself and with the mirror, event by event. `progress` is told the events done. */
  verify(progress?: (events: number) => void): Promise<VerifyReport>;
  /** Writes a note, durable when the promise resolves. */
  note(entry: JournalEntry): Promise<void>;
  notes(): Promise<readonly JournalEntry[]>;
}
