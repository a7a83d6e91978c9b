import { hashOf } from '@cauce/kernel';
import { type KeyHash, KeyTable } from '../mapping/key-table.ts';

/**
 * What an import remembers of the rows before: how many were equal, and what the first said. What a batch adds is kept
 * apart until it is appended, so that work that is done again after a conflict comes out the same.
 */
export class ImportMemory {
  private readonly kept = new KeyTable();
  private batches: KeyTable[] = [];

  /** What is remembered from now on belongs to the next batch. */
  begin(): void {
    this.batches.push(new KeyTable());
  }

  /** How many equals came before this one. */
  next(key: string): number {
    const hash = hashOf(key);
    const ordinal = this.get(hash) ?? 0;
    this.set(hash, ordinal + 1);
    return ordinal;
  }

  /** Whether an earlier row said otherwise of something. Of 4 thousand million values, two look the same. */
  differs(key: string, value: string): boolean {
    return (this.get(hashOf(key)) ?? markOf(value)) !== markOf(value);
  }

  /** Remembers what a row says of something, unless an earlier row spoke of it; gives whether that said otherwise. */
  settle(key: string, value: string): boolean {
    const hash = hashOf(key);
    const first = this.get(hash);
    if (first === undefined) this.set(hash, markOf(value));
    return first !== undefined && first !== markOf(value);
  }

  /** The oldest batch stands. */
  keep(): void {
    const oldest = this.batches.shift();
    if (oldest) this.kept.absorb(oldest);
  }

  /** The batches that do not stand yet are done again. */
  drop(): void {
    this.batches = [];
  }

  private get(hash: KeyHash): number | undefined {
    for (let index = this.batches.length - 1; index >= 0; index -= 1) {
      const number = this.batches[index]?.get(hash);
      if (number !== undefined) return number;
    }
    return this.kept.get(hash);
  }

  private set(hash: KeyHash, number: number): void {
    this.batches.at(-1)?.set(hash, number);
  }
}

/** A value as a number that a KeyTable keeps. */
const markOf = (value: string): number => hashOf(value)[0] || 1;
