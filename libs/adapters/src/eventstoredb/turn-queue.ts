/** Lets work on the same keys go one after the other, in the order of asking. */
export class TurnQueue {
  readonly #last = new Map<string, Promise<void>>();

  async run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = keys.map((key) => this.#last.get(key));
    const { promise: over, resolve } = Promise.withResolvers<void>();
    for (const key of keys) this.#last.set(key, over);
    try {
      await Promise.all(before);
      return await work();
    } finally {
      resolve();
      for (const key of keys) if (this.#last.get(key) === over) this.#last.delete(key);
    }
  }
}
