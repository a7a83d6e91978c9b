import type { StreamHead } from '@cauce/ports';

/** A stream folded up to a head. */
export interface Folded {
  readonly head: StreamHead;
  readonly state: unknown;
}

const eventsIn = ({ head }: Folded): number => head.revision + 1;

/**
 * States of streams lately used. Streams only grow and states are never changed in place, so what is kept stays true:
 * it only lacks what was appended since.
 */
export class StateCache {
  private readonly entries = new Map<string, Folded>();
  private events = 0;

  /** Keeps states of at most so many events together: what a state takes grows with what was folded into it. */
  constructor(private readonly mostEvents: number) {}

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
    this.drop(stream);
    this.entries.set(stream, folded);
    this.events += eventsIn(folded);
    for (const oldest of this.entries.keys()) {
      if (this.events <= this.mostEvents) return;
      this.drop(oldest);
    }
  }

  private drop(stream: string): void {
    const folded = this.entries.get(stream);
    if (!folded) return;
    this.entries.delete(stream);
    this.events -= eventsIn(folded);
  }
}
