import type { KnownError } from '../problems.ts';

/** What an operation does, in the words of its document. */
export interface Described {
  /** A few words, as a list shows them. */
  readonly summary: string;
  /** What it does, what it leaves alone, and what its arguments mean where their names do not say so. */
  readonly description: string;
  /** What it may refuse, besides what every operation does. */
  readonly errors: readonly KnownError[];
}

/** A debtor or a debt is named by its id, its document or the creditor's reference. */
export const NAMED = [
  'UnknownReferenceError',
  'AmbiguousReferenceError',
] as const satisfies readonly KnownError[];

/** A file is taken in. */
export const FILED = [
  'FileError',
  'FileTooLargeError',
  'MappingError',
  'StorageFullError',
] as const satisfies readonly KnownError[];
