import { KeyTable } from '../mapping/key-table.ts';

/**
 * Counts equals over a file. What a batch counts is kept apart until it is appended, so that work that is done again
 * after a conflict counts the same.
 */
export class Ordinals {
  private readonly kept = new KeyTable();
  private batches: Map<string, number>[] = [];

  /** What is counted from now on belongs to the next batch. */
  begin(): void {
    this.batches.push(new Map());
  }

  /** How many equals came before this one. */
  next(key: string): number {
    const ordinal = this.batches.findLast((batch) => batch.has(key))?.get(key) ?? this.kept.get(key) ?? 0;
    this.batches.at(-1)?.set(key, ordinal + 1);
    return ordinal;
  }

  /** The oldest batch stands. */
  keep(): void {
    for (const [key, count] of this.batches.shift() ?? []) this.kept.set(key, count);
  }

  /** The batches that do not stand yet are done again. */
  drop(): void {
    this.batches = [];
  }
}
