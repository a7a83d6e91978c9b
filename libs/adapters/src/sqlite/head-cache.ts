/** What the writer must know of a stream to append to it. */
export interface WriterHead {
  /** Number of the stream, 0 when it does not exist yet. */
  readonly no: number;
  readonly category: string;
  readonly revision: number;
  readonly hash: Uint8Array;
}

/** The heads of the streams used last: two generations of at most `size`, the older one dropped whole. */
export class HeadCache {
  readonly #size: number;
  #young = new Map<string, WriterHead>();
  #old = new Map<string, WriterHead>();

  constructor(size: number) {
    this.#size = size;
  }

  get(stream: string): WriterHead | undefined {
    const young = this.#young.get(stream);
    if (young) return young;
    const old = this.#old.get(stream);
    if (old) this.set(stream, old);
    return old;
  }

  set(stream: string, head: WriterHead): void {
    if (this.#young.size >= this.#size) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(stream, head);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
