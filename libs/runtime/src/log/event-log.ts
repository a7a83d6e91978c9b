import { type EventEnvelope, NO_HASH, type RecordedEvent, upcast } from '@cauce/contracts';
import type { Decider, SealedAt } from '@cauce/domain';
import { RecentMap } from '@cauce/kernel';
import {
  type Clock,
  type EventStore,
  type Monotonic,
  noTelemetry,
  type StreamHead,
  type Telemetry,
  UnavailableError,
} from '@cauce/ports';
import type { Cause } from './cause.ts';
import { Looks } from './looks.ts';
import type { Opened, Sealed, Sealer } from './sealer.ts';
import { type Folded, StateCache } from './state-cache.ts';
import { type StreamStates, UnitOfWork } from './unit-of-work.ts';

const EMPTY: StreamHead = { revision: -1, hash: NO_HASH, recordedAt: null };

const headOf = ({ revision, hash, recordedAt }: RecordedEvent): StreamHead => ({
  revision,
  hash,
  recordedAt,
});

/** Each defeat is a success of somebody else: many are only met where many decide on the same person at once. */
const MOST_DEFEATS = 100;

/** Events whose states are kept where nobody says otherwise. */
const KEPT_EVENTS = 20_000;

/**
 * Events whose boxes are kept, per generation; each takes about a thousand bytes. What opens one has mostly folded its
 * stream just before, as a sender does with all that it writes to somebody.
 */
const KEPT_BOXES = 1_000;

const placeOf = ({ stream, revision }: SealedAt): string => `${stream}@${revision}`;

export interface EventLogOptions {
  /** Events whose states are kept for the next load, per generation; each takes some hundred bytes of a state. */
  readonly kept?: number;
  /** For how long a look at configuration counts, in milliseconds of which time; left out, not at all. */
  readonly looks?: { readonly forMs: number; readonly monotonic: Pick<Monotonic, 'ms'> };
  /** Knows the trace that what is appended continues. */
  readonly telemetry?: Pick<Telemetry, 'current'>;
}

/** The log as services use it: load and fold streams, decide, append. */
export class EventLog implements StreamStates {
  readonly telemetry: Pick<Telemetry, 'current'>;
  private readonly cache: StateCache;
  private readonly sealed = new RecentMap<Sealed>(KEPT_BOXES);
  private readonly looks: Looks<Folded> | null;

  constructor(
    readonly store: EventStore,
    readonly sealer: Sealer,
    readonly clock: Clock,
    { kept = KEPT_EVENTS, looks, telemetry = noTelemetry }: EventLogOptions = {},
  ) {
    this.cache = new StateCache(kept);
    this.looks = looks ? new Looks(looks.forMs, looks.monotonic) : null;
    this.telemetry = telemetry;
  }

  /** The state of a stream, folded from all its events. */
  async load<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string): Promise<S> {
    return (await this.fold(decider, `${decider.category}-${id}`)).state;
  }

  /** A stream's state and head: what is kept of it, and what was appended since. */
  async fold<S, C, E extends EventEnvelope>(
    decider: Decider<S, C, E>,
    stream: string,
  ): Promise<Folded & { readonly state: S }> {
    const { head, state: before } = this.cache.get(stream) ?? { head: EMPTY, state: decider.initial };
    const kept = { head, state: before as S };
    const events = await this.store.read(stream, { from: kept.head.revision + 1 });
    const last = events.at(-1);
    if (!last) return kept;
    const state = events.reduce(
      (folded, event) => decider.evolve(folded, upcast(event) as EventEnvelope as E),
      kept.state,
    );
    const folded = { head: headOf(last), state };
    this.cache.put(stream, folded);
    for (const event of events) this.keepBoxes(event);
    return folded;
  }

  /** Opens what is sealed in one event, as the sealer does; nothing where it is not appended. */
  async openAt(at: SealedAt): Promise<Opened> {
    const sealed = this.sealed.get(placeOf(at)) ?? (await this.readAt(at));
    return sealed ? this.sealer.open(sealed) : new Map();
  }

  private async readAt({ stream, revision }: SealedAt): Promise<Sealed | undefined> {
    const [event] = await this.store.read(stream, { from: revision, limit: 1 });
    if (event?.revision !== revision) return undefined;
    this.keepBoxes(event);
    return event;
  }

  /** An event never changes: that its boxes do not open any more is a matter of keys, which are asked for each time. */
  private keepBoxes({ stream, revision, sealed }: RecordedEvent): void {
    if (sealed.length > 0) this.sealed.set(placeOf({ stream, revision }), { stream, revision, sealed });
  }

  /**
   * A stream of configuration: all that this process appended to it, and of what others did all but the latest, where
   * the log was told for how long a look counts.
   */
  async consult<S, C, E extends EventEnvelope>(
    decider: Decider<S, C, E>,
    id: string,
  ): Promise<Folded & { readonly state: S }> {
    const stream = `${decider.category}-${id}`;
    const look = () => this.fold(decider, stream);
    return (await (this.looks?.at(stream, look) ?? look())) as Folded & { readonly state: S };
  }

  keep(stream: string, folded: Folded): void {
    this.cache.put(stream, folded);
    this.looks?.forget(stream);
  }

  /** Work on the log; `after` is a unit that is not appended yet, whose outcome this one takes for granted. */
  unit(cause: Cause, after?: UnitOfWork): UnitOfWork {
    return new UnitOfWork(this, cause, after ? { after } : {});
  }

  kept(stream: string): Folded | undefined {
    return this.cache.get(stream);
  }

  /**
   * Runs work that loads, decides and stages, then appends what it staged; when somebody appended to one of its
   * streams meanwhile, all of it again on the new facts. Throws after 100 such defeats. Where the store is not atomic
   * across streams, the new facts may be part of what this very work appended: work over several streams must find
   * its way from there, as it must after a death in between.
   *
   * First it is tried on what is kept of its streams, without reading what came since: the append tells whether
   * something did, and where nothing is staged a look at their ends. Work that fails on what is kept is done
   * again, but for an absence that was waited for already.
   */
  async transact<T>(cause: Cause, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    for (let defeats = 0; defeats < MOST_DEFEATS; defeats += 1) {
      const unit = new UnitOfWork(this, cause, { onKept: defeats === 0 });
      let value: T;
      try {
        value = await work(unit);
      } catch (error) {
        if (unit.guesses && !(error instanceof UnavailableError)) continue;
        throw error;
      }
      if (await unit.commit()) return value;
    }
    throw new Error(`the streams kept changing under the work: gave up after ${MOST_DEFEATS} tries`);
  }
}
