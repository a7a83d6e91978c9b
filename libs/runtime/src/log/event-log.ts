import {
  type Actor,
  catalogue,
  type EncodedEvent,
  type EventEnvelope,
  encodeEvent,
  type NewEvent,
  NO_HASH,
  type RecordedEvent,
  upcast,
} from '@cauce/contracts';
import type { Decider } from '@cauce/domain';
import { derivedId, instantText, type Uuid } from '@cauce/kernel';
import {
  type Clock,
  type EventStore,
  noTelemetry,
  type StreamHead,
  type SubjectKey,
  type Telemetry,
} from '@cauce/ports';
import type { Sealer } from './sealer.ts';
import { type Folded, StateCache } from './state-cache.ts';

/** Why events are appended: who, because of what, within which story. */
export interface Cause {
  readonly actor: Actor;
  /** Id of the command or event that led to it: the ids of the new events are derived from it. */
  readonly causationId: Uuid;
  readonly correlationId: Uuid;
  /** What the events continue where no span is under way. */
  readonly trace?: string;
}

/** The cause of what a handler does about an event. */
export const causedBy = (event: EventEnvelope, policy: string): Cause => ({
  actor: `policy:${policy}`,
  causationId: event.id,
  correlationId: event.correlationId,
  ...(event.trace ? { trace: event.trace } : {}),
});

const EMPTY: StreamHead = { revision: -1, hash: NO_HASH, recordedAt: null };

const headOf = ({ revision, hash, recordedAt }: RecordedEvent): StreamHead => ({
  revision,
  hash,
  recordedAt,
});

/** Events whose states are kept where nobody says otherwise. */
const KEPT_EVENTS = 20_000;

interface Loaded {
  head: StreamHead;
  state: unknown;
  /** Where the stream ended when it was read: what the append must expect. */
  readonly expected: StreamHead;
  readonly pending: EncodedEvent[];
  readonly decider: Decider<unknown, never>;
}

export interface EventLogOptions {
  /** Events whose states are kept for the next load, per generation; each takes some hundred bytes of a state. */
  readonly kept?: number;
  /** Knows the trace that what is appended continues. */
  readonly telemetry?: Pick<Telemetry, 'current'>;
}

/** The log as services use it: load and fold streams, decide, append. */
export class EventLog {
  readonly telemetry: Pick<Telemetry, 'current'>;
  private readonly cache: StateCache;

  constructor(
    readonly store: EventStore,
    readonly sealer: Sealer,
    readonly clock: Clock,
    { kept = KEPT_EVENTS, telemetry = noTelemetry }: EventLogOptions = {},
  ) {
    this.cache = new StateCache(kept);
    this.telemetry = telemetry;
  }

  /** The state of a stream, folded from all its events. */
  async load<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string): Promise<S> {
    return (await this.fold(decider, `${decider.category}-${id}`)).state as S;
  }

  /** A stream's state and head: what is kept of it, and what was appended since. */
  async fold<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, stream: string): Promise<Folded> {
    const kept = this.cache.get(stream) ?? { head: EMPTY, state: decider.initial };
    const events = await this.store.read(stream, { from: kept.head.revision + 1 });
    const last = events.at(-1);
    if (!last) return kept;
    const state = events.reduce(
      (folded, event) => decider.evolve(folded, upcast(event) as EventEnvelope as E),
      kept.state as S,
    );
    const folded = { head: headOf(last), state };
    this.cache.put(stream, folded);
    return folded;
  }

  /** Keeps what an append made of a stream. */
  keep(stream: string, folded: Folded): void {
    this.cache.put(stream, folded);
  }

  /** Work on the log; `after` is a unit that is not appended yet, whose outcome this one takes for granted. */
  unit(cause: Cause, after?: UnitOfWork): UnitOfWork {
    return new UnitOfWork(this, cause, after);
  }

  /**
   * Runs work that loads, decides and stages, then appends what it staged; when somebody appended to one of its
   * streams meanwhile, all of it again on the new facts. Throws after 20 such defeats. Where the store is not atomic
   * across streams, the new facts may be part of what this very work appended: work over several streams must find
   * its way from there, as it must after a death in between.
   */
  async transact<T>(cause: Cause, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    for (let defeats = 0; defeats < 20; defeats += 1) {
      const unit = this.unit(cause);
      const value = await work(unit);
      if (await unit.commit()) return value;
    }
    throw new Error('the streams kept changing under the work: gave up after 20 tries');
  }
}

/** Streams read and decided upon together, appended together. */
export class UnitOfWork {
  private readonly loaded = new Map<string, Loaded>();
  /** Keys that what is staged is sealed under. */
  private readonly keys = new Map<Uuid, SubjectKey>();
  private sequence = 0;

  constructor(
    private readonly log: EventLog,
    private readonly cause: Cause,
    private after?: UnitOfWork,
  ) {}

  /** The state of a stream with what this unit has staged. The append will expect the stream to end where it did. */
  async load<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string): Promise<S> {
    const stream = `${decider.category}-${id}`;
    return (this.loaded.get(stream) ?? (await this.fetch(decider, stream))).state as S;
  }

  /** Where a stream that was loaded ends, what is staged included. */
  async head<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string): Promise<StreamHead> {
    const stream = `${decider.category}-${id}`;
    return (this.loaded.get(stream) ?? (await this.fetch(decider, stream))).head;
  }

  /** Decides on a command, stages the events and gives them back. */
  async execute<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string, command: C) {
    const stream = `${decider.category}-${id}`;
    const loaded = this.loaded.get(stream) ?? (await this.fetch(decider, stream));
    const events = decider.decide(command, loaded.state as S);
    const lacking = this.lackingKeys(events);
    if (lacking.length > 0) await this.fetchKeys(lacking);
    this.stage(stream, loaded, events);
    return events;
  }

  /** How many events are staged. */
  get size(): number {
    return this.sequence;
  }

  /**
   * Appends everything staged, provided that no stream loaded here has moved: all or nothing where the store is atomic
   * across streams, else stream by stream in the order in which they were loaded. False when one has moved: nothing was
   * written, or of a store that is not atomic at most the streams before it. With nothing staged it checks
   * nothing.
   * A unit that stands on another is committed after that one, and only if that one was appended.
   */
  async commit(): Promise<boolean> {
    // What it left is in the log by now; nothing holds on to it.
    this.after = undefined;
    if (this.sequence === 0) return true;
    await this.log.sealer.keepKeys();
    const appends = [...this.loaded].map(([stream, { expected, pending }]) => ({
      stream,
      expected,
      events: pending,
    }));
    const result = await this.log.store.append(appends);
    if (!result.ok) return false;
    for (const [stream, { head, state, pending }] of this.loaded) {
      if (pending.length > 0) this.log.keep(stream, { head, state });
    }
    // Old by now, it would keep what was made for it alive until the next collection of old objects.
    this.loaded.clear();
    return true;
  }

  /** How this unit and those that it stands on leave a stream, undefined of one that they do not change. */
  private left(stream: string): Folded | undefined {
    const loaded = this.loaded.get(stream);
    return loaded && loaded.pending.length > 0 ? loaded : this.after?.left(stream);
  }

  private async fetch<S, C, E extends EventEnvelope>(
    decider: Decider<S, C, E>,
    stream: string,
  ): Promise<Loaded> {
    const { head, state } = this.after?.left(stream) ?? (await this.log.fold(decider, stream));
    const loaded: Loaded = {
      head,
      expected: head,
      state,
      pending: [],
      decider: decider as Decider<unknown, never>,
    };
    this.loaded.set(stream, loaded);
    return loaded;
  }

  private stage(stream: string, loaded: Loaded, events: readonly NewEvent[]): void {
    for (const event of events) {
      const encoded = encodeEvent(this.envelope(stream, loaded.head, event));
      loaded.pending.push(encoded);
      const { revision, recordedAt } = encoded.envelope;
      loaded.head = { revision, hash: encoded.hash, recordedAt };
      loaded.state = loaded.decider.evolve(loaded.state, encoded.envelope as EventEnvelope as never);
    }
  }

  /** Whose keys some events need and this unit has not asked for yet. */
  private lackingKeys(events: readonly NewEvent[]): readonly Uuid[] {
    const lacking: Uuid[] = [];
    for (const { personal = [] } of events)
      for (const { subject } of personal) if (!this.keys.has(subject)) lacking.push(subject);
    return lacking;
  }

  private async fetchKeys(subjects: readonly Uuid[]): Promise<void> {
    for (const [subject, key] of await this.log.sealer.keysFor(subjects)) this.keys.set(subject, key);
  }

  private envelope(stream: string, head: StreamHead, event: NewEvent): EventEnvelope {
    const definition = catalogue.get(event.type);
    if (!definition) throw new Error(`${event.type} is not in the catalogue`);
    const problems = definition.problems(event.data);
    if (problems.length > 0) throw new Error(`an event was made wrong: ${problems.join('; ')}`);
    const revision = head.revision + 1;
    const now = instantText(this.log.clock.now());
    const recordedAt = head.recordedAt !== null && head.recordedAt > now ? head.recordedAt : now;
    const trace = this.log.telemetry.current() ?? this.cause.trace;
    this.sequence += 1;
    return {
      id: derivedId('event', this.cause.causationId, stream, revision, event.type),
      stream,
      revision,
      type: event.type,
      version: definition.version,
      data: event.data,
      sealed: event.personal?.map((one) => this.log.sealer.seal(this.keys, stream, revision, one)) ?? [],
      recordedAt,
      effectiveAt: event.effectiveAt ?? recordedAt,
      actor: this.cause.actor,
      causationId: this.cause.causationId,
      correlationId: this.cause.correlationId,
      ...(trace ? { trace } : {}),
      prev: head.hash,
    };
  }
}
