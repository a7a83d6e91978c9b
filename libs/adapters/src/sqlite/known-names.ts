import { BloomFilter } from '../shared/bloom-filter.ts';

/** 8 MiB: 32 bits each for two million names. */
const BITS = 1 << 26;
/** A table with more names would take too long to read through, and a look-up of one that it lacks is rare there. */
const MOST_NAMES = 200_000;
/** So many look-ups in vain are worth reading the names of the table. */
const WORTH_IT = 1_000;

/**
 * Spares a table look-ups of names that it lacks: into a new folder an import asks for millions. Learns the table's
 * names after some look-ups in vain, where they are few; whoever adds a name says so.
 */
export class KnownNames {
  readonly #count: () => number;
  readonly #names: () => Iterable<string>;
  #inVain = 0;
  #filter: BloomFilter | undefined;

  /** `names` gives all that the table has or is about to have, `count` about how many they are. */
  constructor(count: () => number, names: () => Iterable<string>) {
    this.#count = count;
    this.#names = names;
  }

  add(name: string): void {
    this.#filter?.add(name);
  }

  /** What a table has under a name: `find` is not asked where it surely has nothing. */
  look<T>(name: string, find: (name: string) => T | undefined): T | undefined {
    if (this.#filter && !this.#filter.has(name)) return undefined;
    const found = find(name);
    if (found === undefined && !this.#filter && ++this.#inVain === WORTH_IT) this.#learn();
    return found;
  }

  #learn(): void {
    if (this.#count() > MOST_NAMES) return;
    this.#filter = new BloomFilter(BITS);
    for (const name of this.#names()) this.#filter.add(name);
  }
}
