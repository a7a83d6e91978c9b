import { KeyTable } from '../mapping/key-table.ts';

/** Counts equals over a file, so that work that is done again after a conflict counts the same. */
export class Ordinals {
  private readonly kept = new KeyTable();
  private pending = new Map<string, number>();

  /** How many equals came before this one. */
  next(key: string): number {
    const ordinal = this.pending.get(key) ?? this.kept.get(key) ?? 0;
    this.pending.set(key, ordinal + 1);
    return ordinal;
  }

  /** The work stands. */
  keep(): void {
    for (const [key, count] of this.pending) this.kept.set(key, count);
    this.pending = new Map();
  }

  /** The work is done again. */
  drop(): void {
    this.pending = new Map();
  }
}
