/** Asks together for what is asked for one by one within a turn of the event loop. */
export class Gathered<K, V> {
  readonly #load: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>;
  #next: { readonly keys: Set<K>; readonly loaded: Promise<ReadonlyMap<K, V>> } | null = null;

  constructor(load: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>) {
    this.#load = load;
  }

  async get(key: K): Promise<V | undefined> {
    return (await this.all([key])).get(key);
  }

  /** What there is of some keys; it may hold others, too. */
  all(keys: readonly K[]): Promise<ReadonlyMap<K, V>> {
    this.#next ??= this.#begin();
    for (const key of keys) this.#next.keys.add(key);
    return this.#next.loaded;
  }

  #begin() {
    const keys = new Set<K>();
    const loaded = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.#next = null;
      return this.#load([...keys]);
    });
    return { keys, loaded };
  }
}
