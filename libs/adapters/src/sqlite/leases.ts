import type { Lease, Leases, Monotonic } from '@cauce/ports';
import { LeaseWatch, type StoredLease } from '../shared/lease-watch.ts';
import type { WorkFile } from './work-file.ts';

export class SqliteLeases implements Leases {
  readonly #file: WorkFile;
  readonly #watch: LeaseWatch;

  constructor(file: WorkFile, monotonic: Monotonic) {
    this.#file = file;
    this.#watch = new LeaseWatch(monotonic);
  }

  async acquire(name: string, owner: string, termMs: number): Promise<Lease | null> {
    const stored = this.#stored(name);
    const claim = this.#watch.claim(name, owner, termMs, stored);
    if (!claim) return null;
    const taken = await this.#file.write(() =>
      this.#file.run(
        `INSERT INTO leases (name, owner, fence, term_ms, renewals) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, fence = excluded.fence,
           term_ms = excluded.term_ms, renewals = excluded.renewals
         WHERE fence = ? AND renewals = ? AND owner IS ?`,
        name,
        claim.owner,
        claim.fence,
        claim.termMs,
        claim.renewals,
        stored?.fence ?? -1,
        stored?.renewals ?? -1,
        stored?.owner ?? null,
      ),
    );
    return taken === 1 ? { name, owner, fence: claim.fence } : null;
  }

  #stored(name: string): StoredLease | undefined {
    const [row] = this.#file.all('SELECT owner, fence, term_ms, renewals FROM leases WHERE name = ?', name);
    return (
      row && {
        owner: row.owner === null ? null : String(row.owner),
        fence: Number(row.fence),
        termMs: Number(row.term_ms),
        renewals: Number(row.renewals),
      }
    );
  }

  async release({ name, owner, fence }: Lease): Promise<boolean> {
    const sql = 'UPDATE leases SET owner = NULL WHERE name = ? AND owner = ? AND fence = ?';
    return (await this.#file.write(() => this.#file.run(sql, name, owner, fence))) === 1;
  }

  /** Frees every lease, fences kept: for whoever holds the folder alone, so that all former owners are dead. */
  async freeAll(): Promise<void> {
    await this.#file.write(() => this.#file.run('UPDATE leases SET owner = NULL WHERE owner IS NOT NULL'));
  }
}
