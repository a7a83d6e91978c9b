import type { Monotonic } from '@cauce/ports';

/** A lease as it is stored; `owner` null: free. */
export interface StoredLease {
  readonly owner: string | null;
  readonly fence: number;
  readonly termMs: number;
  readonly renewals: number;
}

/**
 * Tells when somebody else's lease has ended, without trusting anybody's clock but one's own: when what is stored
 * has stood unchanged before one's eyes for its whole term.
 */
export class LeaseWatch {
  readonly #monotonic: Monotonic;
  readonly #seen = new Map<string, { readonly token: string; readonly sinceMs: number }>();

  constructor(monotonic: Monotonic) {
    this.#monotonic = monotonic;
  }

  /** What acquiring writes, null where somebody else still holds the lease. */
  claim(name: string, owner: string, termMs: number, stored: StoredLease | undefined): StoredLease | null {
    if (stored?.owner === owner) return { ...stored, termMs, renewals: stored.renewals + 1 };
    if (stored && stored.owner !== null && !this.#ended(name, stored)) return null;
    this.#seen.delete(name);
    return { owner, fence: (stored?.fence ?? 0) + 1, termMs, renewals: 0 };
  }

  #ended(name: string, { fence, renewals, termMs }: StoredLease): boolean {
    const token = `${fence}.${renewals}`;
    const seen = this.#seen.get(name);
    const now = this.#monotonic.ms();
    if (seen?.token === token) return now - seen.sinceMs >= termMs;
    this.#seen.set(name, { token, sinceMs: now });
    return false;
  }
}
