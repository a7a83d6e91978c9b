import type { InstantText } from '@cauce/kernel';
import type { DueEntry, DueIndex } from '@cauce/ports';
import type { IndexDescription } from 'mongodb';
import { byteText, textOfBytes } from './byte-text.ts';
import type { MongoCollection } from './collection.ts';
import type { MongoDatabase } from './database.ts';

interface StoredEntry {
  readonly _id: string;
  readonly owner: string;
  /** As `byteText`, since entries due at one instant are ordered by it. */
  readonly id: string;
  readonly key: string;
  readonly dueAt: InstantText;
  readonly revision: number;
  readonly trace?: string;
  readonly [field: string]: unknown;
}

const INDEXES: readonly IndexDescription[] = [
  { name: 'by owner', key: { owner: 1, dueAt: 1, id: 1 } },
  { name: 'by time', key: { dueAt: 1 } },
];

const idOf = (owner: string, id: string): string => JSON.stringify([owner, id]);

const traced = ({ trace }: Pick<DueEntry, 'trace'>) => (trace ? { trace } : {});

const stored = ({ owner, id, key, dueAt, revision, ...entry }: DueEntry): StoredEntry => {
  return { _id: idOf(owner, id), owner, id: byteText(id), key, dueAt, revision, ...traced(entry) };
};

const entryOf = ({ owner, id, key, dueAt, revision, ...entry }: StoredEntry): DueEntry => {
  return { owner, id: textOfBytes(id), key, dueAt, revision, ...traced(entry) };
};

export class MongoDueIndex implements DueIndex {
  readonly #timers: MongoCollection<StoredEntry>;

  private constructor(timers: MongoCollection<StoredEntry>) {
    this.#timers = timers;
  }

  static async open(database: MongoDatabase): Promise<MongoDueIndex> {
    const timers = database.collection<StoredEntry>('timers');
    await timers.declare(INDEXES);
    return new MongoDueIndex(timers);
  }

  async set(entries: readonly DueEntry[]): Promise<void> {
    await this.#timers.upsertGuarded(
      entries.map((entry) => ({ document: stored(entry), older: { revision: { $lte: entry.revision } } })),
    );
  }

  async remove(owner: string, id: string, revision: number): Promise<void> {
    await this.#timers.delete({ _id: idOf(owner, id), revision: { $lte: revision } });
  }

  async due(owner: string, at: InstantText, limit: number): Promise<readonly DueEntry[]> {
    const found = await this.#timers.find(
      { owner, dueAt: { $lte: at } },
      { sort: { dueAt: 1, id: 1 }, limit, batchSize: limit },
    );
    return found.map(entryOf);
  }

  async next(): Promise<InstantText | null> {
    const [first] = await this.#timers.find({}, { sort: { dueAt: 1 }, limit: 1 });
    return first?.dueAt ?? null;
  }

  async clear(owner: string): Promise<void> {
    await this.#timers.delete({ owner });
  }
}
