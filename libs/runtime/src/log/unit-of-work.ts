import {
  catalogue,
  type EncodedEvent,
  type EventEnvelope,
  encodeEvent,
  type NewEvent,
} from '@cauce/contracts';
import type { Decider } from '@cauce/domain';
import { derivedId, instantText, type Uuid } from '@cauce/kernel';
import type { Clock, EventStore, StreamHead, SubjectKey, Telemetry } from '@cauce/ports';
import type { Cause } from './cause.ts';
import type { Sealer } from './sealer.ts';
import type { Folded } from './state-cache.ts';

interface Loaded {
  head: StreamHead;
  state: unknown;
  /** Where the stream ended when it was read: what the append must expect. */
  readonly expected: StreamHead;
  readonly pending: EncodedEvent[];
  readonly decider: Decider<unknown, never>;
}

/** What a unit works on: the log, and the states of its streams. */
export interface StreamStates {
  readonly store: Pick<EventStore, 'append' | 'atomicAcrossStreams'>;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, 'current'>;
  /** A stream's state and head, with all that was appended by now. */
  fold<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, stream: string): Promise<Folded>;
  /** A stream of configuration, as it was a moment ago. */
  consult<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string): Promise<Consulted<S>>;
  /** What is kept of a stream, however much was appended since; undefined of one that is not kept. */
  kept(stream: string): Folded | undefined;
  /** Keeps what an append made of a stream. */
  keep(stream: string, folded: Folded): void;
}

/** A stream's state and where it ends. */
type Consulted<S> = Folded & { readonly state: S };

interface UnitOptions {
  /** A unit that is not appended yet, whose outcome this one takes for granted. */
  readonly after?: UnitOfWork;
  /** Takes what is kept of a stream for where it ends. */
  readonly onKept?: boolean;
}

/** Streams read and decided upon together, appended together. */
export class UnitOfWork {
  private readonly loaded = new Map<string, Loaded>();
  private readonly consulted = new Map<string, Promise<Folded>>();
  /** Streams of which it took what was kept for all there is. */
  private readonly guessed = new Set<string>();
  /** Streams that it read. */
  private readonly read = new Set<string>();
  /** Keys that what is staged is sealed under. */
  private readonly keys = new Map<Uuid, SubjectKey>();
  private readonly onKept: boolean;
  private after: UnitOfWork | undefined;
  private sequence = 0;

  constructor(
    private readonly log: StreamStates,
    private readonly cause: Cause,
    { after, onKept = false }: UnitOptions = {},
  ) {
    this.after = after;
    this.onKept = onKept;
  }

  /** The state of a stream with what this unit has staged. The append will expect the stream to end where it did. */
  async load<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string): Promise<S> {
    const stream = `${decider.category}-${id}`;
    return (this.loaded.get(stream) ?? (await this.fetch(decider, stream))).state as S;
  }

  /** A stream of configuration, seen once: what is appended does not expect it to stay so. */
  consult<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string): Promise<Consulted<S>> {
    const stream = `${decider.category}-${id}`;
    const folded = this.consulted.getOrInsertComputed(stream, () => this.log.consult(decider, id));
    return folded as Promise<Consulted<S>>;
  }

  /** Where a stream that was loaded ends, what is staged included. */
  async head<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, id: string): Promise<StreamHead> {
    const stream = `${decider.category}-${id}`;
    return (this.loaded.get(stream) ?? (await this.fetch(decider, stream))).head;
  }

  /** Decides on a command, stages the events and gives them back. */
  async execute<S, C, E extends EventEnvelope>(
    decider: Decider<S, C, E>,
    id: string,
    command: C,
  ): Promise<ReturnType<Decider<S, C, E>['decide']>> {
    const stream = `${decider.category}-${id}`;
    const loaded = this.loaded.get(stream) ?? (await this.fetch(decider, stream));
    const events = decider.decide(command, loaded.state as S);
    const lacking = this.lackingKeys(events);
    if (lacking.length > 0) {
      const { head } = loaded;
      await this.fetchKeys(lacking);
      // What was decided stands on another state where somebody else of this unit has staged meanwhile.
      if (loaded.head !== head) return this.execute(decider, id, command);
    }
    this.stage(stream, loaded, events);
    return events;
  }

  /** Fetches keys beside other work that what is staged later would wait for. Throws SubjectErasedError. */
  async fetchKeys(subjects: readonly Uuid[]): Promise<void> {
    for (const [subject, key] of await this.log.sealer.keysFor(subjects)) this.keys.set(subject, key);
  }

  /** Whether it stands on what was kept of some stream: only the commit tells whether that is all there is. */
  get guesses(): boolean {
    return this.guessed.size > 0;
  }

  /** How many events are staged. */
  get size(): number {
    return this.sequence;
  }

  /**
   * Appends everything staged, provided that no stream loaded here has moved: all or nothing where the store is atomic
   * across streams, else stream by stream in the order in which they were loaded, after a look at those that get
   * nothing and were not read for this. False when one has moved: nothing was written, or of a store that is not atomic
   * at most the streams before it. With nothing staged it looks only at
   * streams of which it took what was kept for all there is.
   * A unit that stands on another is committed after that one, and only if that one was appended.
   */
  async commit(): Promise<boolean> {
    // What it left is in the log by now; nothing holds on to it.
    this.after = undefined;
    if (this.sequence === 0) return this.guessedRight();
    await this.log.sealer.keepKeys();
    const appends = [...this.loaded]
      .filter(([stream, { pending }]) => pending.length > 0 || this.isLookedAt(stream))
      .map(([stream, { expected, pending }]) => ({ stream, expected, events: pending }));
    const result = await this.log.store.append(appends);
    if (!result.ok) return false;
    for (const [stream, { head, state, pending }] of this.loaded) {
      if (pending.length > 0) this.log.keep(stream, { head, state });
    }
    // Old by now, it would keep what was made for it alive until the next collection of old objects.
    this.loaded.clear();
    return true;
  }

  /**
   * Whether the append looks at the end of a stream that gets nothing. Where the store is not atomic across streams one
   * that this unit read itself is not looked at twice: it may move until the append as it may after another look.
   */
  private isLookedAt(stream: string): boolean {
    return this.log.store.atomicAcrossStreams || !this.read.has(stream);
  }

  private async guessedRight(): Promise<boolean> {
    for (const stream of this.guessed) {
      const loaded = this.loaded.get(stream);
      if (loaded && (await this.log.fold(loaded.decider, stream)).head.revision !== loaded.expected.revision)
        return false;
    }
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
    const kept = this.onKept ? this.log.kept(stream) : undefined;
    if (kept) this.guessed.add(stream);
    const { head, state } = kept ?? this.after?.left(stream) ?? (await this.readNow(decider, stream));
    // Where somebody else has asked meanwhile it is theirs: what they have staged on it counts.
    return this.loaded.getOrInsert(stream, {
      head,
      expected: head,
      state,
      pending: [],
      decider: decider as Decider<unknown, never>,
    });
  }

  private readNow<S, C, E extends EventEnvelope>(decider: Decider<S, C, E>, stream: string): Promise<Folded> {
    this.read.add(stream);
    return this.log.fold(decider, stream);
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
