/** Work in order within a key and free between keys, a bounded number of keys at once. */
export class Lanes {
  private readonly lanes = new Map<string, (() => Promise<void>)[]>();
  private readonly ready: string[] = [];
  private running = 0;
  private readonly waiters = new Set<{ below: number; wake: () => void }>();
  private pending = 0;

  constructor(private readonly concurrency: number) {}

  /** Pieces of work that are waiting or under way. */
  get size(): number {
    return this.pending;
  }

  /** Puts work at the end of a key's lane. The work must not throw. */
  push(key: string, work: () => Promise<void>): void {
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

  /** Resolves once fewer than so many pieces are waiting or under way. */
  async below(count: number): Promise<void> {
    if (this.pending < count) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiters.add({ below: count, wake: resolve });
    await promise;
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
    await lane?.[0]?.();
    lane?.shift();
    this.running -= 1;
    this.pending -= 1;
    if (lane && lane.length > 0) this.ready.push(key);
    else this.lanes.delete(key);
    for (const waiter of this.waiters) {
      if (this.pending >= waiter.below) continue;
      this.waiters.delete(waiter);
      waiter.wake();
    }
    this.start();
  }
}
