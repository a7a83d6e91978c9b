import type { Document, DocumentPage, ListOptions, ModelDefinition, ModelHandle } from '@cauce/ports';
import type { Filter, IndexDescription } from 'mongodb';
import { cursorOf, cursorText, keyOf } from '../shared/cursor.ts';
import { afterPrefix } from '../shared/text-order.ts';
import { byteText, textOfBytes } from './byte-text.ts';
import type { GuardedWrite, MongoCollection, Stored } from './collection.ts';
import type { MongoDatabase } from './database.ts';

/** Id of the one document that is none of the model's: not a text, so that no document of the model has it. */
const ABOUT = 0;

interface About extends Stored {
  readonly checkpoint: string | null;
}

interface StoredDocument extends Stored {
  /** As `byteText`, since documents of one key are ordered by it. */
  readonly _id: string;
  readonly guard: string;
  /** JSON text: what is read is what was written, whatever its fields are called. */
  readonly body: string;
}

/** Field with the keys of an index, as `byteText`: its number, since the name of an index may be no name of a field. */
const field = (index: number): string => `key${index}`;

/**
 * A copy of a model: a collection of its documents, with how far it came in a document of its own, so that both go
 * together wherever the copy is put.
 */
export class ModelCopy implements ModelHandle {
  readonly #model: ModelDefinition;
  readonly #documents: MongoCollection<StoredDocument>;
  readonly #about: MongoCollection<About>;

  constructor(model: ModelDefinition, database: MongoDatabase, collection: string) {
    this.#model = model;
    this.#documents = database.collection(collection);
    this.#about = database.collection(collection);
  }

  /** Makes what is missing of the copy; false when it was there. */
  async create(): Promise<boolean> {
    const indexes = this.#model.indexes.map(
      (_, n): IndexDescription => ({
        name: field(n),
        key: { [field(n)]: 1, _id: 1 },
        partialFilterExpression: { [field(n)]: { $exists: true } },
      }),
    );
    await this.#documents.declare(indexes);
    return this.#about.insert({ _id: ABOUT, checkpoint: null });
  }

  async exists(): Promise<boolean> {
    return (await this.#about.findOne({ _id: ABOUT })) !== null;
  }

  async get(id: string): Promise<Document | undefined> {
    return (await this.getMany([id])).get(id);
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Document>> {
    const found = await this.#documents.byId(ids.map(byteText));
    return new Map(found.map((stored) => [textOfBytes(stored._id), this.#documentOf(stored)]));
  }

  async list(index: string | null, options: ListOptions): Promise<DocumentPage> {
    const key = this.#fieldOf(index);
    const { backwards = false, limit } = options;
    const order = backwards ? -1 : 1;
    // One more than asked tells whether there is a next page.
    const found = await this.#documents.find(wanted(key, options), {
      sort: { [key]: order, _id: order },
      limit: limit + 1,
      batchSize: limit + 1,
    });
    const documents = found.slice(0, limit).map((stored) => this.#documentOf(stored));
    const last = documents.at(-1);
    return {
      documents,
      next: last && found.length > limit ? cursorText(keyOf(last, index), last.id) : null,
    };
  }

  #fieldOf(index: string | null): string {
    if (index === null) return '_id';
    const n = this.#model.indexes.indexOf(index);
    if (n < 0) throw new Error(`${this.#model.name} has no index "${index}"`);
    return field(n);
  }

  async write(documents: readonly Document[], checkpoint: string): Promise<void> {
    await this.#documents.upsertGuarded(documents.map((document) => this.#guarded(document)));
    // Last, since nothing writes both at once: a checkpoint never leads the documents.
    await this.#about.update({ _id: ABOUT }, { $max: { checkpoint } });
  }

  async checkpoint(): Promise<string | null> {
    return (await this.#about.findOne({ _id: ABOUT }))?.checkpoint ?? null;
  }

  #guarded({ id, body, keys, guard }: Document): GuardedWrite {
    const listed = this.#model.indexes.flatMap((index, n) => {
      const key = keys[index];
      return key === undefined ? [] : [[field(n), byteText(key)]];
    });
    return {
      document: { _id: byteText(id), guard, body: JSON.stringify(body), ...Object.fromEntries(listed) },
      older: { guard: { $lt: guard } },
    };
  }

  #documentOf(stored: StoredDocument): Document {
    const listed = this.#model.indexes.flatMap((index, n) => {
      const key = stored[field(n)];
      return typeof key === 'string' ? [[index, textOfBytes(key)]] : [];
    });
    return {
      id: textOfBytes(stored._id),
      body: JSON.parse(stored.body),
      keys: Object.fromEntries(listed),
      guard: stored.guard,
    };
  }
}

/** Matches the documents that a list is asked for, those without a key never. */
const wanted = (key: string, options: ListOptions): Filter<Stored> => {
  const { prefix = '', from = '', before, after, backwards = false } = options;
  const conditions: Filter<Stored>[] = [{ [key]: { $gte: byteText(from) } }];
  if (before !== undefined) conditions.push({ [key]: { $lt: byteText(before) } });
  const end = afterPrefix(prefix);
  if (prefix !== '') conditions.push({ [key]: { $gte: byteText(prefix) } });
  if (end !== undefined) conditions.push({ [key]: { $lt: byteText(end) } });
  if (after != null) {
    const [lastKey, lastId] = cursorOf(after).map(byteText);
    const [beyond, beyondOrAt] = backwards ? ['$lt', '$lte'] : ['$gt', '$gte'];
    // The first alone lets the index begin at the cursor.
    conditions.push(
      { [key]: { [beyondOrAt]: lastKey } },
      { $or: [{ [key]: { [beyond]: lastKey } }, { _id: { [beyond]: lastId } }] },
    );
  }
  return { $and: conditions };
};
