/**
 * Reads of the same that are asked for while one is under way share the next one: what each is given was read after it
 * asked, however many ask at once.
 */
export class SharedReads<T> {
  readonly #underWay = new Map<string, Promise<T>>();
  readonly #next = new Map<string, Promise<T>>();

  /** What a read gives that begins now or later; `key` names what is read. */
  read(key: string, read: () => Promise<T>): Promise<T> {
    const underWay = this.#underWay.get(key);
    if (!underWay) return this.#begin(key, read);
    return this.#next.getOrInsertComputed(key, async () => {
      await underWay.catch(() => {});
      this.#next.delete(key);
      return this.#begin(key, read);
    });
  }

  #begin(key: string, read: () => Promise<T>): Promise<T> {
    const reading = read().finally(() => {
      if (this.#underWay.get(key) === reading) this.#underWay.delete(key);
    });
    this.#underWay.set(key, reading);
    return reading;
  }
}
