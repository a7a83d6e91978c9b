/** Whether a piece of work is done. What is not stays first in its lane, which stands still until `resume`. */
export type Work = () => Promise<boolean>;

/** Work in order within a key and free between keys, a bounded number of keys at once. */
export class Lanes {
  private readonly lanes = new Map<string, Work[]>();
  private readonly ready: string[] = [];
  /** Keys whose lanes stand still, the first to do so first. */
  private readonly still: string[] = [];
  /** How often lanes were let try again. */
  private resumed = 0;
  private running = 0;
  private readonly waiters = new Set<{ below: number; wake: () => void }>();
  private pending = 0;

  constructor(private readonly concurrency: number) {}

  /** Pieces of work that are waiting or under way. */
  get size(): number {
    return this.pending;
  }

  /** Puts work at the end of a key's lane. The work must not throw. */
  push(key: string, work: Work): void {
    this.pending += 1;
    const lane = this.lanes.get(key);
    if (lane) {
      lane.push(work);
      return;
    }
    this.lanes.set(key, [work]);
    this.ready.push(key);
    this.start();
  }

  /** Lets lanes that stand still try again, so many of them; those that stood longest first. */
  resume(count: number): void {
    this.resumed += 1;
    this.ready.push(...this.still.splice(0, count));
    this.start();
  }

  /** Resolves once fewer than so many pieces are waiting or under way, or all that are left stand still. */
  async below(count: number): Promise<void> {
    if (this.pending < count || this.stands()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiters.add({ below: count, wake: resolve });
    await promise;
  }

  private stands(): boolean {
    return this.running === 0 && this.ready.length === 0;
  }

  private start(): void {
    while (this.running < this.concurrency) {
      const key = this.ready.shift();
      if (key === undefined) return;
      this.running += 1;
      void this.runOne(key);
    }
  }

  /** One piece of the key's lane; then the key goes to the back of the queue, so that a long lane waits its turn. */
  private async runOne(key: string): Promise<void> {
    const lane = this.lanes.get(key);
    const { resumed } = this;
    const done = await lane?.[0]?.();
    this.running -= 1;
    if (done) {
      lane?.shift();
      this.pending -= 1;
      if (lane && lane.length > 0) this.ready.push(key);
      else this.lanes.delete(key);
    } else {
      // Who let lanes try again while this piece was under way meant it too, and will not say so a second time.
      const next = resumed === this.resumed ? this.still : this.ready;
      next.push(key);
    }
    this.start();
    for (const waiter of this.waiters) {
      if (this.pending >= waiter.below && !this.stands()) continue;
      this.waiters.delete(waiter);
      waiter.wake();
    }
  }
}
