import { hashOf } from '@cauce/kernel';

/** Places that each text marks: with 32 bits a text, one in some thousand absent texts seems present. */
const MARKS = 4;

/**
 * A set of texts in a fixed number of bits (Bloom, "Space/time trade-offs in hash coding", 1970): what was added is
 * never said to be absent, and little of what was not is said to be present.
 */
export class BloomFilter {
  readonly #words: Uint32Array;
  readonly #mask: number;

  /** `bits` is a power of two, at least 32. */
  constructor(bits: number) {
    this.#words = new Uint32Array(bits >>> 5);
    this.#mask = bits - 1;
  }

  add(text: string): void {
    const [first, step] = hashOf(text);
    for (let mark = 0; mark < MARKS; mark += 1) {
      const bit = (first + mark * step) & this.#mask;
      this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  /** False only of what was never added. */
  has(text: string): boolean {
    const [first, step] = hashOf(text);
    for (let mark = 0; mark < MARKS; mark += 1) {
      const bit = (first + mark * step) & this.#mask;
      if (((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}
