/**
 * Things lately used, by name. Two generations, of which the older is let go of whole: moving an entry at each use
 * would cost more than what it saves.
 */
export class Lately<T> {
  private young = new Map<string, T>();
  private old: ReadonlyMap<string, T> = new Map();
  /** Of all things in the young generation. */
  private weight = 0;

  /** Each generation keeps things of about so much weight. */
  constructor(
    private readonly weightPerGeneration: number,
    private readonly weightOf: (one: T) => number = () => 1,
  ) {}

  get(name: string): T | undefined {
    const young = this.young.get(name);
    if (young !== undefined) return young;
    const old = this.old.get(name);
    if (old !== undefined) this.put(name, old);
    return old;
  }

  put(name: string, one: T): void {
    const before = this.young.get(name);
    this.weight += this.weightOf(one) - (before === undefined ? 0 : this.weightOf(before));
    this.young.set(name, one);
    if (this.weight < this.weightPerGeneration) return;
    this.old = this.young;
    this.young = new Map();
    this.weight = 0;
  }
}
