import {
  type AnyBulkWriteOperation,
  type Collection,
  type Filter,
  type FindOptions,
  type IndexDescription,
  MongoBulkWriteError,
  MongoServerError,
  type UpdateFilter,
} from 'mongodb';

/** A document as it lies in a collection. */
export interface Stored {
  readonly _id: string | number;
  readonly [field: string]: unknown;
}

/** A document, and which stored one of its id it may replace: any that matches, or none at all. */
export interface GuardedWrite {
  readonly document: Stored;
  readonly older: Filter<Stored>;
}

const DUPLICATE_KEY = 11_000;
/** Documents of one message: the server answers within the time-out however many there are in all. */
const BATCH = 500;

const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === DUPLICATE_KEY;

/** Positions of those writes that found a document they may not replace. Throws whatever else went wrong. */
const refused = (error: unknown): readonly number[] => {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const errors = [error.writeErrors].flat();
  const others = errors.length === 0 || errors.some(({ code }) => code !== DUPLICATE_KEY);
  if (others || error.result.getWriteConcernError()) throw error;
  return errors.map(({ index }) => index);
};

/** The few calls that the adapters make. All of them throw UnavailableError when no server answers. */
export class MongoCollection<T extends Stored = Stored> {
  readonly #collection: Collection<Stored>;
  readonly #call: <R>(work: () => Promise<R>) => Promise<R>;

  constructor(collection: Collection<Stored>, call: <R>(work: () => Promise<R>) => Promise<R>) {
    this.#collection = collection;
    this.#call = call;
  }

  /** Makes the collection and those of its indexes that are missing. Throws when one of the name is of another kind. */
  async declare(indexes: readonly IndexDescription[]): Promise<void> {
    if (indexes.length > 0) await this.#call(() => this.#collection.createIndexes([...indexes]));
  }

  findOne(filter: Filter<Stored>): Promise<T | null> {
    return this.#call(() => this.#collection.findOne<T>(filter));
  }

  find(filter: Filter<Stored>, options: FindOptions = {}): Promise<T[]> {
    return this.#call(() => this.#collection.find<T>(filter, options).toArray());
  }

  async byId(ids: readonly string[]): Promise<T[]> {
    if (ids.length === 0) return [];
    const [only] = ids;
    // Servers have a way of their own, shorter than any plan, to the document of one id.
    if (ids.length === 1) return this.find({ _id: only });
    return this.find({ _id: { $in: [...ids] } }, { batchSize: ids.length });
  }

  /** Adds a document; false when there is one of its id. */
  async insert(document: T): Promise<boolean> {
    try {
      await this.#call(() => this.#collection.insertOne(document));
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** Adds those documents of whose ids there is none; whoever made the others, they are durable afterwards. */
  async insertMissing(documents: readonly T[]): Promise<void> {
    await this.#bulk(
      documents.map(({ _id, ...fields }) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
      })),
    );
  }

  /** Changes the one document that matches; false when none does. */
  async update(filter: Filter<Stored>, change: UpdateFilter<Stored>, upsert = false): Promise<boolean> {
    const { matchedCount, upsertedCount } = await this.#call(() =>
      this.#collection.updateOne(filter, change, { upsert }),
    );
    return matchedCount + upsertedCount > 0;
  }

  /**
   * Writes each document where there is none of its id, or an older one. A new document may meet one that another
   * writer adds at that moment, whichever is older: so what was refused is tried again as a replacement.
   */
  async upsertGuarded(writes: readonly GuardedWrite[]): Promise<void> {
    const met = await this.#bulk(writes.map((write) => this.#replacement(write, true)));
    await this.#bulk(met.map((index) => this.#replacement(writes[index]!, false)));
  }

  #replacement({ document, older }: GuardedWrite, upsert: boolean): AnyBulkWriteOperation<Stored> {
    const { _id, ...replacement } = document;
    return { replaceOne: { filter: { ...older, _id }, replacement, upsert } };
  }

  /** Positions of the writes that were refused because there is another document of their id. */
  async #bulk(writes: readonly AnyBulkWriteOperation<Stored>[]): Promise<readonly number[]> {
    const met: number[] = [];
    for (let from = 0; from < writes.length; from += BATCH) {
      const batch = writes.slice(from, from + BATCH);
      try {
        await this.#call(() => this.#collection.bulkWrite(batch, { ordered: false }));
      } catch (error) {
        met.push(...refused(error).map((index) => from + index));
      }
    }
    return met;
  }

  async delete(filter: Filter<Stored>): Promise<void> {
    await this.#call(() => this.#collection.deleteMany(filter));
  }
}
