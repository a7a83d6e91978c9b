import type { InstantText } from '@cauce/kernel';

/** An instant at which a service wants to look at something again. */
export interface DueEntry {
  /** The service that wakes. */
  readonly owner: string;
  /** What it looks at; one entry per owner and id. */
  readonly id: string;
  /** Routing key: whose lane it runs in. */
  readonly key: string;
  readonly dueAt: InstantText;
  /**
   * Revision of the stream from which the entry was derived, or a sum over all of them: an older one does not replace
   * a newer one.
   */
  readonly revision: number;
  /** W3C `traceparent` of the work that set it, where there was one. */
  readonly trace?: string;
}

/** Timers, derived from events: an entry goes only after the event that it caused is appended. */
export interface DueIndex {
  /** Sets or replaces entries; one derived from an older revision than the stored one is ignored. */
  set(entries: readonly DueEntry[]): Promise<void>;
  /** Removes an entry unless it was replaced by one of a newer revision. */
  remove(owner: string, id: string, revision: number): Promise<void>;
  /** Entries of an owner due at an instant or before, by (dueAt, id). */
  due(owner: string, at: InstantText, limit: number): Promise<readonly DueEntry[]>;
  /** The earliest instant of any owner, null when there is none. */
  next(): Promise<InstantText | null>;
  clear(owner: string): Promise<void>;
}
