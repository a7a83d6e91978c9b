import type { Lease, Leases, Monotonic } from '@cauce/ports';
import { Loop, type Stoppable } from '../loop/loop.ts';

export interface LeasedOptions {
  readonly leases: Leases;
  readonly monotonic: Monotonic;
  readonly name: string;
  /** Who takes it: a text of this process alone. */
  readonly owner: string;
  /** After how long without a sign of life others may take it, in milliseconds. Default 10,000. */
  readonly termMs?: number;
  /** Begins the work; `held` tells whether the lease still is this process's, as far as it can know. */
  readonly begin: (held: () => boolean) => Promise<Stoppable>;
  /** Told why the lease could not be asked for, or the work not be begun. */
  readonly tell: (problem: string) => void;
}

const TERM_MS = 10_000;

/**
 * Work that one of many processes does: whoever holds the lease. The others stand by. A process that was away for
 * longer than the term may go on for a moment beside its successor, so what it does must bear repeating.
 */
export class Leased {
  private readonly termMs: number;
  private readonly loop: Loop;
  private lease: Lease | null = null;
  /** Until when nobody else can have it, in monotonic milliseconds. */
  private until = Number.NEGATIVE_INFINITY;
  private work: Stoppable | null = null;

  constructor(private readonly options: LeasedOptions) {
    this.termMs = options.termMs ?? TERM_MS;
    const { monotonic, name, tell } = options;
    this.loop = new Loop({
      monotonic,
      everyMs: this.termMs / 3,
      round: () => this.renew(),
      failed: async (reason) => {
        tell(`the lease ${name}: ${reason}`);
        if (!this.held) await this.letGo();
      },
    });
  }

  get held(): boolean {
    return this.options.monotonic.ms() < this.until;
  }

  /** Ends the work, then gives the lease back. */
  async stop(): Promise<void> {
    await this.loop.stop();
    await this.letGo();
    if (this.lease) await this.options.leases.release(this.lease).catch(() => {});
  }

  private async renew(): Promise<undefined> {
    const { leases, monotonic, name, owner, begin } = this.options;
    const asked = monotonic.ms();
    const lease = await leases.acquire(name, owner, this.termMs);
    // Under another fence somebody else had it in between: the work begins again where that one left it.
    if (lease?.fence !== this.lease?.fence) await this.letGo();
    this.lease = lease;
    if (!lease) return;
    this.until = asked + this.termMs;
    this.work ??= await begin(() => this.held);
  }

  /** Work that cannot end in order, as when its server is away, is over all the same: it is begun anew later. */
  private async letGo(): Promise<void> {
    const { work } = this;
    this.work = null;
    this.until = Number.NEGATIVE_INFINITY;
    const { name, tell } = this.options;
    await work?.stop().catch((error) => tell(`the work of ${name} could not end in order: ${error.message}`));
  }
}
