import { createHash } from 'node:crypto';
import type { ModelDefinition, ModelHandle, ReadModels } from '@cauce/ports';
import type { MongoDatabase } from './database.ts';
import { ModelCopy } from './model-copy.ts';

/** Version and indexes, for a copy of another shape is of no use. */
const shapeOf = ({ version, indexes }: ModelDefinition): string =>
  createHash('sha256')
    .update(JSON.stringify([version, indexes]))
    .digest('hex')
    .slice(0, 8);

const prefixOf = ({ name }: ModelDefinition): string => `model/${name}/`;
const liveName = (model: ModelDefinition): string => `${prefixOf(model)}${shapeOf(model)}`;
const shadowName = (model: ModelDefinition): string => `${liveName(model)}/shadow`;

/**
 * Documents in one collection per copy. The live copy of a shape always has the same name, and a shadow is put there
 * by one renaming: handles in every process see it from then on.
 */
export class MongoReadModels implements ReadModels {
  readonly #database: MongoDatabase;

  constructor(database: MongoDatabase) {
    this.#database = database;
  }

  async open(model: ModelDefinition): Promise<ModelHandle> {
    const live = new ModelCopy(model, this.#database, liveName(model));
    // A process of the version before may still serve its copy; by the next start it has gone.
    if (!(await live.create())) await this.#dropOtherShapes(model);
    return live;
  }

  async shadow(model: ModelDefinition): Promise<ModelHandle> {
    await this.#dropWhere((name) => name === shadowName(model));
    const copy = new ModelCopy(model, this.#database, shadowName(model));
    await copy.create();
    return copy;
  }

  async swap(model: ModelDefinition): Promise<void> {
    const shadow = new ModelCopy(model, this.#database, shadowName(model));
    if (!(await shadow.exists())) throw new Error(`${model.name} has no copy to put in place`);
    await this.#database.replace(liveName(model), shadowName(model));
  }

  #dropOtherShapes(model: ModelDefinition): Promise<void> {
    const kept = [liveName(model), shadowName(model)];
    return this.#dropWhere((name) => name.startsWith(prefixOf(model)) && !kept.includes(name));
  }

  async #dropWhere(chosen: (name: string) => boolean): Promise<void> {
    const names = await this.#database.names();
    for (const name of names.filter(chosen)) await this.#database.drop(name);
  }

  /** The database is closed by whoever opened it. */
  async close(): Promise<void> {}
}
