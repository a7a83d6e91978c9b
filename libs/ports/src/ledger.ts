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
  /** "81422-3f…": events and digest of a log without fault, to be kept elsewhere and asked about later. */
  readonly head?: string;
  /** Whether the log still begins with what it was when the head that was asked about was told. */
  readonly headHolds?: boolean;
  /** So many events the log held when its ledger was found lost: what was cut off before, the ledger cannot tell. */
  readonly ledgerLostAt?: number;
}

/** A note that must outlive the data folder, or an older copy of it. */
export type JournalEntry =
  | { readonly kind: 'erasure'; readonly subject: Uuid; readonly at: InstantText }
  /** The log was found older than its ledger: so many of its last events are lost. */
  | { readonly kind: 'rollback'; readonly lost: number }
  /** A log of so many events was found without its ledger: it may be older than anything that is known of it. */
  | { readonly kind: 'ledger-lost'; readonly events: number }
  /** Somebody knows of it, and goes on from the log as it is. */
  | { readonly kind: 'rollback-accepted' };

/** What makes a log doubtful, where nobody has agreed to it yet. */
export const doubtIn = (notes: readonly JournalEntry[]) => {
  const last = notes.findLast(({ kind }) => kind !== 'erasure');
  return last?.kind === 'rollback' || last?.kind === 'ledger-lost' ? last : undefined;
};

/** The record beside the log: a mirror of its digest, and the journal of erasures. */
export interface Ledger {
  /**
   * Compares the log with itself and with the mirror, event by event; `kept` is a head that was told before.
   * `progress` is told the events done.
   */
  verify(progress?: (events: number) => void, kept?: string): Promise<VerifyReport>;
  /** Writes a note, durable when the promise resolves. */
  note(entry: JournalEntry): Promise<void>;
  notes(): Promise<readonly JournalEntry[]>;
}
