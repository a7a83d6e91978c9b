import type { StreamHead } from '@cauce/ports';

/** A stream folded up to a head. */
export interface Folded {
  readonly head: StreamHead;
  readonly state: unknown;
}

/**
 * States of streams lately used. Streams only grow and states are never changed in place, so what is kept stays true:
 * it only lacks what was appended since.
 */
export class StateCache {
  private readonly entries = new Map<string, Folded>();

  constructor(private readonly capacity: number) {}

  get(stream: string): Folded | undefined {
    const folded = this.entries.get(stream);
    if (folded) {
      this.entries.delete(stream);
      this.entries.set(stream, folded);
    }
    return folded;
  }

  /** Keeps the newer of what is known and what is given; lets go of what was used longest ago. */
  put(stream: string, folded: Folded): void {
    const known = this.entries.get(stream);
    if (known && known.head.revision > folded.head.revision) return;
    this.entries.delete(stream);
    this.entries.set(stream, folded);
    if (this.entries.size <= this.capacity) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }
}
