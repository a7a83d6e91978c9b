import { categoryOf, NO_HASH, type RecordedEvent } from '@cauce/contracts';
import type { AppendResult, EventStore, ReadOptions, StreamAppend, StreamHead } from '@cauce/ports';
import { MemoryLog } from './memory-log.ts';

/** The log as two plain arrays: what the other adapters are compared with. */
export class MemoryEventStore extends MemoryLog implements EventStore {
  async append(appends: readonly StreamAppend[]): Promise<AppendResult> {
    this.check(appends);
    return this.appendOn(appends, (stream) => this.#headOf(stream));
  }

  #headOf(stream: string): StreamHead {
    const last = this.byStream.get(stream)?.at(-1);
    return last ?? { revision: -1, hash: NO_HASH, recordedAt: null };
  }

  async head(stream: string): Promise<StreamHead> {
    const { revision, hash, recordedAt } = this.#headOf(stream);
    return { revision, hash, recordedAt };
  }

  async read(
    stream: string,
    { from, backwards = false, limit }: ReadOptions = {},
  ): Promise<readonly RecordedEvent[]> {
    const events = this.byStream.get(stream) ?? [];
    const wanted = backwards
      ? events.slice(0, (from ?? events.length - 1) + 1).reverse()
      : events.slice(from ?? 0);
    return wanted.slice(0, limit);
  }

  async *streams(category: string): AsyncIterable<string> {
    for (const name of [...this.byStream.keys()]) if (categoryOf(name) === category) yield name;
  }
}
