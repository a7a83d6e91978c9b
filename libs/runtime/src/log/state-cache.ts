import type { StreamHead } from '@cauce/ports';

/** A stream folded up to a head. */
export interface Folded {
  readonly head: StreamHead;
  readonly state: unknown;
}

const eventsIn = ({ head }: Folded): number => head.revision + 1;

/**
 * States of streams lately used. Streams only grow and states are never changed in place, so what is kept stays true:
 * it only lacks what was appended since. Two generations, of which the older is let go of whole: moving an entry at
 * each use would cost more than the fold that it saves.
 */
export class StateCache {
  private young = new Map<string, Folded>();
  private old: ReadonlyMap<string, Folded> = new Map();
  /** Events in the states of the young generation. */
  private events = 0;

  /** Each generation keeps states of about so many events: what a state takes grows with what was folded into it. */
  constructor(private readonly eventsPerGeneration: number) {}

  get(stream: string): Folded | undefined {
    const young = this.young.get(stream);
    if (young) return young;
    const old = this.old.get(stream);
    if (old) this.keep(stream, old);
    return old;
  }

  /** Keeps the newer of what is known and what is given. */
  put(stream: string, folded: Folded): void {
    const known = this.get(stream);
    if (!known || known.head.revision <= folded.head.revision) this.keep(stream, folded);
  }

  private keep(stream: string, folded: Folded): void {
    const before = this.young.get(stream);
    this.events += eventsIn(folded) - (before ? eventsIn(before) : 0);
    this.young.set(stream, folded);
    if (this.events < this.eventsPerGeneration) return;
    this.old = this.young;
    this.young = new Map();
    this.events = 0;
  }
}
