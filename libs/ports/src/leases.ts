/** Proof of holding a lease; a larger fence was given later. */
export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly fence: number;
}

/** Work that only one may do at a time, by agreement for a term. */
export interface Leases {
  /** Takes a free or expired lease, or renews one's own (same fence). Null when somebody else holds it. */
  acquire(name: string, owner: string, termMs: number): Promise<Lease | null>;
  /** Gives it back. False when it was no longer held under that fence. */
  release(lease: Lease): Promise<boolean>;
}
