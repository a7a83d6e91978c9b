import type { Lease, Leases, Monotonic } from '@cauce/ports';
import { LeaseWatch, type StoredLease } from '../shared/lease-watch.ts';
import type { MongoCollection } from './collection.ts';
import type { MongoDatabase } from './database.ts';

interface LeaseDocument extends StoredLease {
  readonly _id: string;
  readonly [field: string]: unknown;
}

/** Matches a lease that nobody took, renewed or gave back since it was read. */
const asRead = ({ _id, owner, fence, renewals }: LeaseDocument) => ({ _id, owner, fence, renewals });

export class MongoLeases implements Leases {
  readonly #leases: MongoCollection<LeaseDocument>;
  readonly #watch: LeaseWatch;

  constructor(database: MongoDatabase, monotonic: Monotonic) {
    this.#leases = database.collection('leases');
    this.#watch = new LeaseWatch(monotonic);
  }

  async acquire(name: string, owner: string, termMs: number): Promise<Lease | null> {
    const found = await this.#leases.findOne({ _id: name });
    const claim = this.#watch.claim(name, owner, termMs, found ?? undefined);
    if (!claim) return null;
    const { fence, renewals } = claim;
    const lease = { owner, fence, termMs, renewals };
    const taken = found
      ? await this.#leases.update(asRead(found), { $set: lease })
      : await this.#leases.insert({ _id: name, ...lease });
    return taken ? { name, owner, fence } : null;
  }

  release({ name, owner, fence }: Lease): Promise<boolean> {
    return this.#leases.update({ _id: name, owner, fence }, { $set: { owner: null } });
  }
}
