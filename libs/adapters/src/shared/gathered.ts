/** Asks together for what is asked for one by one within a turn of the event loop. */
export class Gathered<K, V> {
  readonly #load: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>;
  #next: { readonly keys: Set<K>; readonly loaded: Promise<ReadonlyMap<K, V>> } | null = null;

  constructor(load: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>) {
    this.#load = load;
  }

  async get(key: K): Promise<V | undefined> {
    this.#next ??= this.#begin();
    this.#next.keys.add(key);
    return (await this.#next.loaded).get(key);
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
