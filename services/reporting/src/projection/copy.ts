import type { RecordedEvent } from '@cauce/contracts';
import type { EventStore, ModelHandle } from '@cauce/ports';
import { foldBatch, type Prepared } from './fold.ts';
import type { Digests } from './look-ups.ts';
import type { Projection } from './projection.ts';
import { nextTurn } from './turns.ts';
import { WorkingSet } from './working-set.ts';

/** Events per page while a copy follows a backlog: what one turn of the event loop takes in. */
const PAGE = 2_000;
/** Events that no document of a model shows, and yet its file may lack: so many are read again after a start. */
const UNNOTED = 1_000;

/** A copy of a model and how far it has followed the log. */
export class Copy {
  readonly projection: Projection;
  readonly handle: ModelHandle;
  /** Position of the last event taken in. */
  position: string | null;
  private readonly documents: WorkingSet;
  private readonly mostUnwritten: number;
  /** Events taken in since the last write. */
  private unnoted = 0;

  /** `mostUnwritten`: entries of documents that may wait in memory for what else shapes them, to be written once. */
  constructor(projection: Projection, handle: ModelHandle, position: string | null, mostUnwritten: number) {
    this.projection = projection;
    this.handle = handle;
    this.documents = new WorkingSet(handle);
    this.position = position;
    this.mostUnwritten = mostUnwritten;
  }

  isAt(end: string | null): boolean {
    return end === null || (this.position !== null && this.position >= end);
  }

  /** Takes in a batch of consecutive events that ends at a position; passes over those that it already followed. */
  async take(batch: readonly Prepared[], end: string): Promise<void> {
    if (this.isAt(end)) return;
    const { position } = this;
    const fresh = position === null ? batch : batch.filter(({ event }) => event.position > position);
    await foldBatch(this.projection, this.documents, fresh);
    const unnoted = this.unnoted + fresh.length;
    const { unwrittenEntries } = this.documents;
    if (unwrittenEntries > this.mostUnwritten || (unwrittenEntries === 0 && unnoted >= UNNOTED))
      await this.writeAll(end);
    else this.unnoted = unnoted;
    this.position = end;
  }

  /** Whether all that it took in can be read from it. */
  get isWritten(): boolean {
    return this.documents.unwrittenEntries === 0;
  }

  /** Writes the documents that wait, if there are any. */
  async write(): Promise<void> {
    if (!this.isWritten) await this.note();
  }

  /** Writes what is not written yet and how far it came, where that is not noted yet. */
  async note(): Promise<void> {
    if (this.unnoted > 0 && this.position !== null) await this.writeAll(this.position);
  }

  /** Forgets documents that it made: another copy stands in its place. */
  forget(): void {
    this.documents.forget();
  }

  private async writeAll(position: string): Promise<void> {
    await this.documents.write(position);
    this.unnoted = 0;
    await nextTurn();
  }
}

/** The earliest position of some copies, null when one of them never started. */
export const earliest = (copies: readonly Pick<Copy, 'position'>[]): string | null => {
  const positions = copies.map(({ position }) => position);
  return positions.includes(null) ? null : (positions.toSorted()[0] ?? null);
};

/** Takes a batch of consecutive events into copies. */
export const deliver = async (
  copies: readonly Copy[],
  events: readonly RecordedEvent[],
  digests: Digests,
): Promise<void> => {
  const last = events.at(-1);
  if (!last) return;
  const batch = await digests.prepare(events);
  // One after the other, so that no turn of the event loop writes several models.
  for (const copy of copies) await copy.take(batch, last.position);
};

/** Follows the log until the copies are at `end`, and not past it. Answers how many events were read. */
export const follow = async (
  store: EventStore,
  copies: readonly Copy[],
  end: string | null,
  digests: Digests,
): Promise<number> => {
  if (end === null || copies.every((copy) => copy.isAt(end))) return 0;
  let read = 0;
  const readAfter = (after: string | null) => {
    const ahead = store.readAll({ after, limit: PAGE });
    // Where the fold of this page fails, nobody waits for the next one any more.
    ahead.catch(() => undefined);
    return ahead;
  };
  let page = readAfter(earliest(copies));
  for (let more = true; more; ) {
    const { events, next, atEnd } = await page;
    more = !atEnd && (next === null || next < end);
    // The next page is read while this one is folded.
    if (more) page = readAfter(next);
    const wanted = more ? events : events.filter(({ position }) => position <= end);
    await deliver(copies, wanted, digests);
    await nextTurn();
    read += wanted.length;
  }
  return read;
};
