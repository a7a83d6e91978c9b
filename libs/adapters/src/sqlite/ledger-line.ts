import { sha256 } from '@cauce/kernel';
import type { JournalEntry } from '@cauce/ports';

/** An event in the mirror: stream number, revision, hash (base64url); the stream's name with its first event. */
export type MirroredEvent = readonly [no: number, revision: number, hash: string, name?: string];

/** Where the ledger stands; each line carries it, so that only the end of the file need be read at start. */
export interface LedgerState {
  /** Whether a session appends to the log: what the mirror lacks at start is then its own, else somebody else's. */
  readonly open: boolean;
  /** Place of the last event that the log should hold, 0 of none. */
  readonly head: number;
  /** Largest place ever given: lost places are not given again. */
  readonly last: number;
  /** Offset in the file of the last note, -1 without any. */
  readonly note: number;
}

export type LedgerLine = LedgerState &
  (
    | { readonly kind: 'open' | 'closed' }
    /** Events of consecutive places. */
    | { readonly kind: 'group'; readonly first: number; readonly events: readonly MirroredEvent[] }
    /** The log was found older than its mirror: the events between `head` and `last` are lost. */
    | { readonly kind: 'rollback' }
    /** `before`: the note before, as `note`. */
    | { readonly kind: 'note'; readonly entry: JournalEntry; readonly before: number }
  );

/** The digest before the first line. */
export const FIRST_DIGEST = '0'.repeat(64);

const OPENING = '{"digest":"';
const REST_AT = OPENING.length + FIRST_DIGEST.length + '",'.length;

/** The text of a line, ended by a line feed, and its digest: SHA-256 over the digest before and all that follows it. */
export const writeLine = (
  line: LedgerLine,
  before: string,
): { readonly text: string; readonly digest: string } => {
  const rest = JSON.stringify(line).slice(1);
  const digest = sha256(before + rest);
  return { text: `${OPENING}${digest}",${rest}\n`, digest };
};

/** A line and its digest, undefined when it does not follow the digest before. `text` is without the line feed. */
export const readLine = (
  text: string,
  before: string,
): { readonly line: LedgerLine; readonly digest: string } | undefined => {
  const digest = text.slice(OPENING.length, OPENING.length + FIRST_DIGEST.length);
  const rest = text.slice(REST_AT);
  if (!text.startsWith(OPENING) || sha256(before + rest) !== digest) return undefined;
  return { line: JSON.parse(`{${rest}`), digest };
};

/** The digest that a line claims, unchecked. */
export const claimedDigest = (text: string): string =>
  text.slice(OPENING.length, OPENING.length + FIRST_DIGEST.length);

/** The ledger itself is not what was written. */
export class LedgerDamagedError extends Error {
  constructor(what: string) {
    super(`${what}: put back a good copy of it`);
    this.name = 'LedgerDamagedError';
  }
}
