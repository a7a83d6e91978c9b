import { categoryOf, NO_HASH, type RecordedEvent } from '@cauce/contracts';
import type {
  AppendResult,
  EventStore,
  Monotonic,
  ReadOptions,
  StreamAppend,
  StreamHead,
} from '@cauce/ports';
import { nextTurn } from '../shared/next-turn.ts';
import { MemoryLog } from './memory-log.ts';

/** What may be asked of the log underneath. */
type Base = Pick<EventStore, 'head' | 'read' | 'streams'>;

const NOTHING = { revision: -1, hash: NO_HASH };

/**
 * A log laid over another, which it never writes to: streams go on from where they are below, and what is appended
 * stays in memory. Reading or following all of it gives only what was appended here. For trying what would happen.
 */
export class OverlayEventStore extends MemoryLog implements EventStore {
  readonly #base: Base;

  constructor(base: Base, monotonic: Monotonic) {
    // After every position of the log underneath: what is appended here came later.
    super(monotonic, '~');
    this.#base = base;
  }

  /** What was appended here, in order. */
  get events(): readonly RecordedEvent[] {
    return this.log;
  }

  async append(appends: readonly StreamAppend[]): Promise<AppendResult> {
    this.check(appends);
    // As a real append does: what is tried must not hold up what is real.
    await nextTurn();
    const below = new Map<string, StreamHead>();
    for (const { stream } of appends) below.set(stream, await this.#base.head(stream));
    return this.appendOn(
      appends,
      (stream) => this.byStream.get(stream)?.at(-1) ?? below.get(stream) ?? NOTHING,
    );
  }

  async head(stream: string): Promise<StreamHead> {
    const last = this.byStream.get(stream)?.at(-1);
    if (!last) return this.#base.head(stream);
    const { revision, hash, recordedAt } = last;
    return { revision, hash, recordedAt };
  }

  async read(stream: string, options: ReadOptions = {}): Promise<readonly RecordedEvent[]> {
    const own = this.byStream.get(stream);
    const [first] = own ?? [];
    if (!own || !first) return this.#base.read(stream, options);
    const { from = options.backwards ? Number.MAX_SAFE_INTEGER : 0, backwards = false, limit } = options;
    const wanted = ({ revision }: RecordedEvent): boolean =>
      backwards ? revision <= from : revision >= from;
    // What the log underneath took in since this one branched off is not part of this story.
    const reaches = first.revision > 0 && (backwards || from < first.revision);
    const below = reaches
      ? (await this.#base.read(stream)).filter((event) => event.revision < first.revision && wanted(event))
      : [];
    const events = [...below, ...own.filter(wanted)];
    return (backwards ? events.reverse() : events).slice(0, limit);
  }

  async *streams(category: string): AsyncIterable<string> {
    const seen = new Set<string>();
    for await (const name of this.#base.streams(category)) {
      seen.add(name);
      yield name;
    }
    for (const name of [...this.byStream.keys()])
      if (categoryOf(name) === category && !seen.has(name)) yield name;
  }
}
