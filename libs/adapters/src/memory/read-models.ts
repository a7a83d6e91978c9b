import type {
  Document,
  DocumentPage,
  ListOptions,
  ModelDefinition,
  ModelHandle,
  ReadModels,
} from '@cauce/ports';
import { cursorOf, cursorText } from '../shared/cursor.ts';
import { compareText } from '../shared/text-order.ts';

interface Copy {
  readonly version: number;
  readonly documents: Map<string, Document>;
  checkpoint: string | null;
}

const emptyCopy = (version: number): Copy => ({ version, documents: new Map(), checkpoint: null });

class MemoryModel implements ModelHandle {
  readonly #model: ModelDefinition;
  readonly #copy: () => Copy;

  constructor(model: ModelDefinition, copy: () => Copy) {
    this.#model = model;
    this.#copy = copy;
  }

  async get(id: string): Promise<Document | undefined> {
    return this.#copy().documents.get(id);
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Document>> {
    const { documents } = this.#copy();
    return new Map(ids.flatMap((id) => documents.get(id) ?? []).map((document) => [document.id, document]));
  }

  async list(index: string | null, options: ListOptions): Promise<DocumentPage> {
    if (index !== null && !this.#model.indexes.includes(index))
      throw new Error(`${this.#model.name} has no index "${index}"`);
    const { prefix = '', from = '', before, after, backwards = false, limit } = options;
    const sign = backwards ? -1 : 1;
    const order = (a: readonly [string, string], b: readonly [string, string]): number =>
      sign * (compareText(a[0], b[0]) || compareText(a[1], b[1]));
    const cursor = after == null ? null : cursorOf(after);
    const found = [...this.#copy().documents.values()]
      .flatMap((document) => {
        const key = index === null ? document.id : document.keys[index];
        return key === undefined ? [] : [{ document, place: [key, document.id] as const }];
      })
      .filter(
        ({ place }) =>
          place[0].startsWith(prefix) &&
          compareText(place[0], from) >= 0 &&
          (before === undefined || compareText(place[0], before) < 0) &&
          (cursor === null || order(place, cursor) > 0),
      )
      .sort((a, b) => order(a.place, b.place));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      documents: page.map(({ document }) => document),
      next: last && found.length > limit ? cursorText(...last.place) : null,
    };
  }

  async write(documents: readonly Document[], checkpoint: string): Promise<void> {
    const copy = this.#copy();
    for (const document of documents) {
      const stored = copy.documents.get(document.id);
      if (!stored || stored.guard < document.guard) copy.documents.set(document.id, this.#kept(document));
    }
    if (copy.checkpoint === null || copy.checkpoint < checkpoint) copy.checkpoint = checkpoint;
  }

  /** What a store of JSON documents keeps of one. */
  #kept({ id, body, keys, guard }: Document): Document {
    const listed = this.#model.indexes.flatMap((index) => {
      const key = keys[index];
      return key === undefined ? [] : [[index, key]];
    });
    return { id, body: JSON.parse(JSON.stringify(body)), keys: Object.fromEntries(listed), guard };
  }

  async checkpoint(): Promise<string | null> {
    return this.#copy().checkpoint;
  }
}

export class MemoryReadModels implements ReadModels {
  readonly #live = new Map<string, Copy>();
  readonly #shadows = new Map<string, Copy>();

  async open(model: ModelDefinition): Promise<ModelHandle> {
    const live = (): Copy => this.#live.getOrInsertComputed(model.name, () => emptyCopy(model.version));
    if (live().version !== model.version) this.#live.set(model.name, emptyCopy(model.version));
    return new MemoryModel(model, live);
  }

  async shadow(model: ModelDefinition): Promise<ModelHandle> {
    const copy = emptyCopy(model.version);
    this.#shadows.set(model.name, copy);
    return new MemoryModel(model, () => copy);
  }

  async swap(model: ModelDefinition): Promise<void> {
    const shadow = this.#shadows.get(model.name);
    if (!shadow) throw new Error(`${model.name} has no copy to put in place`);
    this.#live.set(model.name, shadow);
    this.#shadows.delete(model.name);
  }

  async close(): Promise<void> {}
}
