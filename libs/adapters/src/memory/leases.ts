import type { Lease, Leases, Monotonic } from '@cauce/ports';
import { LeaseWatch, type StoredLease } from '../shared/lease-watch.ts';

/** Leases over a shared map; each taker watches with its own clock. */
export class MemoryLeases implements Leases {
  readonly #stored: Map<string, StoredLease>;
  readonly #watch: LeaseWatch;

  constructor(monotonic: Monotonic, stored = new Map<string, StoredLease>()) {
    this.#stored = stored;
    this.#watch = new LeaseWatch(monotonic);
  }

  async acquire(name: string, owner: string, termMs: number): Promise<Lease | null> {
    const claim = this.#watch.claim(name, owner, termMs, this.#stored.get(name));
    if (!claim) return null;
    this.#stored.set(name, claim);
    return { name, owner, fence: claim.fence };
  }

  async release({ name, owner, fence }: Lease): Promise<boolean> {
    const stored = this.#stored.get(name);
    if (stored?.owner !== owner || stored.fence !== fence) return false;
    this.#stored.set(name, { ...stored, owner: null });
    return true;
  }
}
