import type { RecordedEvent } from '@cauce/contracts';
import type {
  EventStore,
  ModelHandle,
  Monotonic,
  ReadModels,
  StoreSubscription,
  Telemetry,
} from '@cauce/ports';
import { BadQuestionError, NotFollowingError } from '../errors.ts';
import type { Opener } from './boxes.ts';
import { Copy, deliver, earliest, follow } from './copy.ts';
import { modelHash } from './hash.ts';
import type { Digests } from './look-ups.ts';
import type { Projection } from './projection.ts';
import { Turns } from './turns.ts';
import { untilNoted } from './until-noted.ts';

/** Events per batch while there is a backlog: what a batch touches is read and written once. */
const BATCH = 2_000;
/** Entries of documents, per model, that a rebuild folds in memory before it writes them (some hundred bytes each). */
const MOST_UNWRITTEN = 50_000;
/** … and that wait in memory of the live models until somebody asks for them; fewer, for one turn writes them. */
const MOST_UNWRITTEN_LIVE = 20_000;
/** How long what comes singly waits for company while nobody asks for it, in milliseconds. */
const COMPANY_MS = 500;

/** What a rebuild of a model did. `seconds`: until the copy was written; hashes as `modelHash` defines them. */
export interface RebuildReport {
  readonly name: string;
  readonly events: number;
  readonly seconds: number;
  readonly hash: string;
  readonly liveHash: string;
}

interface Waiting {
  readonly end: string;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

export interface RunnerParts {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly monotonic: Monotonic;
  readonly opener: Opener;
  readonly digests: Digests;
  readonly telemetry: Telemetry;
  /** Whether processes ask the models that do not keep them: then it is noted with every batch how far they are. */
  readonly shared?: boolean;
}

/** Keeps read models up with the log, and rebuilds them beside the live ones. */
export class ProjectionRunner {
  private readonly parts: RunnerParts;
  private readonly projections: readonly Projection[];
  private copies: readonly Copy[] = [];
  private subscription: StoreSubscription | null = null;
  private waiting: Waiting[] = [];
  /** Ends the wait for company. */
  private hurry = new AbortController();
  /** Work on the live copies runs one piece after the other. */
  private readonly live = new Turns();
  /** There is one place beside a live model: rebuilds wait for each other. */
  private readonly rebuilds = new Turns();
  /** Why the last batch could not be taken in, null when it was. */
  failure: string | null = null;

  constructor(parts: RunnerParts, projections: readonly Projection[]) {
    this.parts = parts;
    this.projections = projections;
  }

  /** Opens the live copies, to be asked only. */
  async open(): Promise<void> {
    this.copies = await Promise.all(this.projections.map((one) => this.liveCopy(one)));
  }

  /** Opens the live copies and follows the log from where they are. */
  async start(): Promise<void> {
    await this.open();
    this.subscription = this.parts.store.subscribe({ after: earliest(this.copies), batch: BATCH }, (events) =>
      this.take(events),
    );
  }

  /**
   * Resolves when every model has taken in all that the log holds at the time of the call; rejects with
   * NotFollowingError when a batch cannot be taken in (it is tried again all the same), or the process that keeps the
   * models gets no further.
   */
  async caughtUp(): Promise<void> {
    const end = await this.parts.store.end();
    if (end === null) return;
    if (this.areAt(end)) {
      if (!this.copies.every(({ isWritten }) => isWritten)) await this.keep(() => this.write());
      return;
    }
    if (!this.subscription) return untilNoted(this.copies, end, this.parts.monotonic);
    await new Promise<void>((resolve, reject) => {
      this.waiting.push({ end, resolve, reject });
      this.hurry.abort();
    });
  }

  /** The live copy of a model. Throws for a model that this runner does not keep. */
  model(name: string): ModelHandle {
    const copy = this.copies.find(({ projection }) => projection.model.name === name);
    if (!copy)
      throw new BadQuestionError(`no model is called "${name}"; there are ${this.names().join(', ')}`);
    return copy.handle;
  }

  names(): readonly string[] {
    return this.projections.map(({ model }) => model.name);
  }

  /**
   * Builds models anew from the whole log beside the live ones, in one pass, and puts them in their place. Nothing
   * but documents is written. Live copies go on meanwhile and stand still only for the comparison and the switch.
   */
  async rebuild(names: readonly string[] = this.names()): Promise<readonly RebuildReport[]> {
    for (const name of names) this.model(name);
    if (!this.subscription)
      throw new BadQuestionError('the read models are rebuilt by the process that keeps them');
    return this.rebuilds.take(() => this.rebuildNow(names));
  }

  /** Stops following, and notes how far each model came. */
  async close(): Promise<void> {
    const closed = this.subscription?.close();
    this.subscription = null;
    this.hurry.abort();
    await closed;
    await this.live.take(async () => {
      for (const copy of this.copies) await copy.note();
    });
  }

  /** How far the models are as their keeper has noted, whichever process that is; null where one never began. */
  async noted(): Promise<string | null> {
    const noted = this.copies.map(async ({ handle }) => ({ position: await handle.checkpoint() }));
    return earliest(await Promise.all(noted));
  }

  private async rebuildNow(names: readonly string[]): Promise<readonly RebuildReport[]> {
    const { store, readModels, monotonic, opener, digests } = this.parts;
    const chosen = this.projections.filter(({ model }) => names.includes(model.name));
    const started = monotonic.ms();
    const shadows = await Promise.all(
      chosen.map(async (one) => new Copy(one, await readModels.shadow(one.model), null, MOST_UNWRITTEN)),
    );
    let events = await follow(store, shadows, await store.end(), digests);
    return this.live.take(async () => {
      const end = await store.end();
      events += await follow(store, shadows, end, digests);
      for (const shadow of shadows) await shadow.note();
      const seconds = (monotonic.ms() - started) / 1_000;
      await follow(store, this.copies, end, digests);
      await this.write();
      const reports: RebuildReport[] = [];
      for (const shadow of shadows) {
        const { projection, handle } = shadow;
        const { name } = projection.model;
        const liveHash = await modelHash(projection, this.model(name), opener);
        const hash = await modelHash(projection, handle, opener);
        await readModels.swap(projection.model);
        this.copies.find((copy) => copy.projection === projection)?.forget();
        reports.push({ name, events, seconds, hash, liveHash });
      }
      this.wake();
      return reports;
    });
  }

  private async liveCopy(projection: Projection): Promise<Copy> {
    const handle = await this.parts.readModels.open(projection.model);
    return new Copy(projection, handle, await handle.checkpoint(), MOST_UNWRITTEN_LIVE);
  }

  private async take(events: readonly RecordedEvent[]): Promise<void> {
    await this.keep(() => this.project(events));
    if (events.length < BATCH) await this.company();
  }

  /** Works on the live copies; what goes wrong is told to whoever waits for them. */
  private async keep(work: () => Promise<void>): Promise<void> {
    try {
      await this.live.take(work);
      this.failure = null;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      const reason = new NotFollowingError(this.failure, error);
      for (const { reject } of this.waiting.splice(0)) reject(reason);
      throw reason;
    }
    this.wake();
  }

  /** What many traces lead to is shown as one span with links to them. */
  private project(events: readonly RecordedEvent[]): Promise<void> {
    const { telemetry, digests, shared } = this.parts;
    const options = {
      kind: 'consumer',
      parent: null,
      links: [...new Set(events.flatMap(({ trace }) => trace ?? []))],
      attributes: { 'messaging.operation.name': 'project', 'messaging.batch.message_count': events.length },
    } as const;
    return telemetry.span('project', options, async () => {
      await deliver(this.copies, events, digests);
      if (shared) for (const copy of this.copies) await copy.note();
      else if (this.waiting.some(({ end }) => this.areAt(end))) await this.write();
    });
  }

  /** A debtor's events come one after the other: taken in together, they are one write to each document. */
  private async company(): Promise<void> {
    if (this.waiting.length > 0 || this.subscription === null) return;
    this.hurry = new AbortController();
    await this.parts.monotonic.wait(COMPANY_MS, this.hurry.signal);
  }

  /** Writes every document that waits for what else shapes it. */
  private async write(): Promise<void> {
    for (const copy of this.copies) await copy.write();
  }

  private areAt(end: string): boolean {
    return this.copies.every((copy) => copy.isAt(end));
  }

  private wake(): void {
    for (const { end, resolve } of this.waiting) if (this.areAt(end)) resolve();
    this.waiting = this.waiting.filter(({ end }) => !this.areAt(end));
  }
}
