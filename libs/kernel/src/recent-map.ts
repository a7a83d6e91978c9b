/**
 * What was used last, by key. Two generations, of which the older is let go of whole: moving an entry at each use would
 * cost more than what it saves.
 */
export class RecentMap<V> {
  readonly #mostWeight: number;
  readonly #weightOf: (value: V) => number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();
  /** Of all that is young. */
  #weight = 0;

  /** Each generation keeps what comes to about so much weight; left out, so many entries. */
  constructor(mostWeight: number, weightOf: (value: V) => number = () => 1) {
    this.#mostWeight = mostWeight;
    this.#weightOf = weightOf;
  }

  get(key: string): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: V): void {
    this.#weight += this.#weightOf(value) - this.#weightOfYoung(key);
    this.#young.set(key, value);
    if (this.#weight < this.#mostWeight) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#weight = 0;
  }

  delete(key: string): void {
    this.#weight -= this.#weightOfYoung(key);
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#weight = 0;
  }

  #weightOfYoung(key: string): number {
    const young = this.#young.get(key);
    return young === undefined ? 0 : this.#weightOf(young);
  }
}
