import type { Monotonic } from '@cauce/ports';

/** Looks at things that seldom change, of which one counts for all who ask within a while. */
export class Looks<T> {
  private began = Number.NEGATIVE_INFINITY;
  private looks = new Map<string, Promise<T>>();

  /** What is given was looked at no longer ago than so many milliseconds. */
  constructor(
    private readonly forMs: number,
    private readonly monotonic: Pick<Monotonic, 'ms'>,
  ) {}

  /** What was seen of a thing lately, else what a look shows; one that fails counts for those who wait for it alone. */
  at(name: string, look: () => Promise<T>): Promise<T> {
    const now = this.monotonic.ms();
    // All are let go of together, so that things that nobody asks for any more are not kept.
    if (now - this.began >= this.forMs) {
      this.began = now;
      this.looks = new Map();
    }
    const { looks } = this;
    return looks.getOrInsertComputed(name, () =>
      look().catch((error) => {
        looks.delete(name);
        throw error;
      }),
    );
  }

  /** The thing has changed: the next who asks looks. */
  forget(name: string): void {
    this.looks.delete(name);
  }
}
