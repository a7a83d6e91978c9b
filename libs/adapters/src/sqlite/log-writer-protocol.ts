import type { JournalEntry } from '@cauce/ports';

/** Length of a SHA-256 in bytes. */
export const HASH_BYTES = 32;

/** What the writer thread commits together: the appends of several callers, packed so that the thread copies nothing. */
export interface Group {
  /** Stream of each stream append. */
  readonly streams: readonly string[];
  /** For each call: its number of stream appends; for each of these: expected revision, number of events, their lengths. */
  readonly numbers: Int32Array<ArrayBuffer>;
  /** For each stream append: the expected hash, then for each event its hash and its bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What became of a call of a group: the place of its first event (0 where it had none), or the stream in conflict. */
export type CallResult = { readonly first: number } | { readonly conflict: number };

/** The part of the log and its ledger that belongs together at some moment. */
export interface LogMark {
  /** Bytes of the ledger. */
  readonly bytes: number;
  /** Place of the log's last event. */
  readonly place: number;
  /** Offset of the ledger's last note, -1 without any. */
  readonly note: number;
}

/** What the writer thread is started with. */
export interface WriterOptions {
  readonly file: string;
  /** The ledger beside the log. */
  readonly ledger: string;
  /** Streams lately written to that it keeps in memory. */
  readonly kept: number;
  /** Most pages the file may have, to try a full disk; left out, no limit. */
  readonly maxPages?: number;
}

export type Request =
  | { readonly kind: 'append'; readonly group: Group }
  | { readonly kind: 'note'; readonly entry: JournalEntry }
  | { readonly kind: 'mark' }
  | { readonly kind: 'close' };

export type Answer =
  | { readonly kind: 'appended'; readonly results: readonly CallResult[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'marked'; readonly mark: LogMark };
