import { hashOf } from '@cauce/kernel';
import { KeyTable } from '../mapping/key-table.ts';

/**
 * What an import remembers of the rows before: how many were equal, and what the first said. What a batch adds is kept
 * apart until it is appended, so that work that is done again after a conflict comes out the same.
 */
export class ImportMemory {
  private readonly kept = new KeyTable();
  private batches: Map<string, number>[] = [];

  /** What is remembered from now on belongs to the next batch. */
  begin(): void {
    this.batches.push(new Map());
  }

  /** How many equals came before this one. */
  next(key: string): number {
    const ordinal = this.get(key) ?? 0;
    this.set(key, ordinal + 1);
    return ordinal;
  }

  /** Whether an earlier row said otherwise of something. Of 4 thousand million values, two look the same. */
  differs(key: string, value: string): boolean {
    return (this.get(key) ?? markOf(value)) !== markOf(value);
  }

  /** Remembers what a row says of something, unless an earlier row spoke of it; gives whether that said otherwise. */
  settle(key: string, value: string): boolean {
    const first = this.get(key);
    if (first === undefined) this.set(key, markOf(value));
    return first !== undefined && first !== markOf(value);
  }

  /** The oldest batch stands. */
  keep(): void {
    for (const [key, number] of this.batches.shift() ?? []) this.kept.set(key, number);
  }

  /** The batches that do not stand yet are done again. */
  drop(): void {
    this.batches = [];
  }

  private get(key: string): number | undefined {
    return this.batches.findLast((batch) => batch.has(key))?.get(key) ?? this.kept.get(key);
  }

  private set(key: string, number: number): void {
    this.batches.at(-1)?.set(key, number);
  }
}

/** A value as a number that a KeyTable keeps. */
const markOf = (value: string): number => hashOf(value)[0] || 1;
