const FREE = 0;

/** What `hashOf` makes of a key. */
export type KeyHash = readonly [high: number, low: number];

/**
 * Keeps a number from 1 to 2³²−1 for each key, in 12 bytes a key, half of them free: a million keys take 24 to 48 MiB,
 * whatever their length. Keys are told apart by 64 bits of a hash; of a million keys, two collide in one file of ten
 * million.
 */
export class KeyTable {
  /** Two halves of a hash and a number, one after the other. */
  #slots = new Uint32Array(3 << 12);
  #size = 0;

  /** The number of a key, given by its hash, or undefined where it has none. */
  get([high, low]: KeyHash): number | undefined {
    return this.#slots[this.#find(high, low) + 2] || undefined;
  }

  set([high, low]: KeyHash, value: number): void {
    if (this.#size * 6 >= this.#slots.length) this.#grow();
    const at = this.#find(high, low);
    if (this.#slots[at + 2] === FREE) this.#size++;
    this.#put(at, high, low, value);
  }

  /** Takes over every number of another table. */
  absorb(other: KeyTable): void {
    const slots = other.#slots;
    for (let at = 0; at < slots.length; at += 3) {
      const [high = 0, low = 0, value = FREE] = [slots[at], slots[at + 1], slots[at + 2]];
      if (value !== FREE) this.set([high, low], value);
    }
  }

  #put(at: number, high: number, low: number, value: number): void {
    this.#slots[at] = high;
    this.#slots[at + 1] = low;
    this.#slots[at + 2] = value;
  }

  /** Where a hash is, or the free place where it would go. */
  #find(high: number, low: number): number {
    const slots = this.#slots;
    const count = slots.length / 3;
    let slot = low & (count - 1);
    for (;;) {
      const at = slot * 3;
      if (slots[at + 2] === FREE || (slots[at] === high && slots[at + 1] === low)) return at;
      slot = (slot + 1) & (count - 1);
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 3) {
      const [high = 0, low = 0, value = FREE] = [old[at], old[at + 1], old[at + 2]];
      if (value !== FREE) this.#put(this.#find(high, low), high, low, value);
    }
  }
}
