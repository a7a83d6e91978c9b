import { RecentMap } from '@cauce/kernel';
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
  private readonly states: RecentMap<Folded>;

  /** Each generation keeps states of about so many events: what a state takes grows with what was folded into it. */
  constructor(eventsPerGeneration: number) {
    this.states = new RecentMap(eventsPerGeneration, ({ head }) => head.revision + 1);
  }

  get(stream: string): Folded | undefined {
    return this.states.get(stream);
  }

  /** Keeps the newer of what is known and what is given. */
  put(stream: string, folded: Folded): void {
    const known = this.get(stream);
    if (!known || known.head.revision <= folded.head.revision) this.states.set(stream, folded);
  }
}
