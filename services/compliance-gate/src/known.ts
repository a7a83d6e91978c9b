import { type EventEnvelope, upcast } from '@cauce/contracts';
import type { Decider } from '@cauce/domain';
import type { InstantText } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import type { UnitOfWork } from '@cauce/runtime';

/** A stream's state, and the revision up to which it is folded; -1 of a stream without events. */
interface Seen<S> {
  readonly state: S;
  readonly revision: number;
}

/** Where states come from. */
export interface Source {
  see<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, stream: string): Promise<Seen<S>>;
}

/** The streams that a judgement looked at, with their revisions: its basis. */
export type Streams = ReadonlyMap<string, number>;

/** What is known to a judgement. All that it looks at goes through here, so that its basis is complete. */
export class Known {
  private readonly seen = new Map<string, number>();

  constructor(private readonly source: Source) {}

  /** The state of a stream; from then on it is part of the basis. */
  async load<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string): Promise<S> {
    const stream = `${decider.category}-${id}`;
    const { state, revision } = await this.source.see(decider, stream);
    this.seen.set(stream, revision);
    return state;
  }

  get streams(): Streams {
    return this.seen;
  }
}

/** An answer does not fall because one of these moved meanwhile: it states which revision it stands on. */
const CONFIGURATION: ReadonlySet<string> = new Set(['agency', 'portfolio']);

/** What is known now; the unit is appended only if the streams of people and debts have not moved by then. */
export const presentOf = (unit: UnitOfWork): Source => ({
  async see<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, stream: string): Promise<Seen<S>> {
    const id = stream.slice(decider.category.length + 1);
    if (CONFIGURATION.has(decider.category)) {
      const { state, head } = await unit.consult(decider, id);
      return { state, revision: head.revision };
    }
    return { state: await unit.load(decider, id), revision: (await unit.head(decider, id)).revision };
  },
});

/**
 * What was known at an earlier instant: each stream up to the revision that the basis names, one that it does not name
 * up to what was recorded by then. Goes forwards at little cost: a later basis reads on from where an earlier one
 * ended.
 */
export class Past implements Source {
  private readonly kept = new Map<string, Seen<unknown>>();
  private basis: Streams = new Map();
  private at: InstantText = '';

  constructor(private readonly store: EventStore) {}

  /** Goes to what was known at an instant. */
  goTo(at: InstantText, basis: Streams): void {
    this.at = at;
    this.basis = basis;
  }

  async see<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, stream: string): Promise<Seen<S>> {
    const wanted = this.basis.get(stream);
    const kept = this.kept.get(stream) as Seen<S> | undefined;
    const start =
      kept && wanted !== undefined && kept.revision <= wanted
        ? kept
        : { state: decider.initial, revision: -1 };
    const events = await this.eventsAfter(start.revision, wanted, stream);
    const state = events.reduce((folded, event) => decider.evolve(folded, upcast(event) as E), start.state);
    const seen = { state, revision: events.at(-1)?.revision ?? start.revision };
    this.kept.set(stream, seen);
    return seen;
  }

  private async eventsAfter(revision: number, wanted: number | undefined, stream: string) {
    if (wanted === revision) return [];
    if (wanted !== undefined)
      return this.store.read(stream, { from: revision + 1, limit: wanted - revision }) as Promise<
        readonly EventEnvelope[]
      >;
    const events = await this.store.read(stream);
    return events.filter(({ recordedAt }) => recordedAt <= this.at);
  }
}
