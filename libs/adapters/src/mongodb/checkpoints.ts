import type { Checkpoints } from '@cauce/ports';
import type { MongoCollection } from './collection.ts';
import type { MongoDatabase } from './database.ts';

interface StoredCheckpoint {
  readonly _id: string;
  readonly value: string;
  readonly [field: string]: unknown;
}

export class MongoCheckpoints implements Checkpoints {
  readonly #checkpoints: MongoCollection<StoredCheckpoint>;

  constructor(database: MongoDatabase) {
    this.#checkpoints = database.collection('checkpoints');
  }

  async get(name: string): Promise<string | null> {
    return (await this.#checkpoints.findOne({ _id: name }))?.value ?? null;
  }

  set(name: string, value: string, expected: string | null): Promise<boolean> {
    if (expected === null) return this.#checkpoints.insert({ _id: name, value });
    return this.#checkpoints.update({ _id: name, value: expected }, { $set: { value } });
  }
}
