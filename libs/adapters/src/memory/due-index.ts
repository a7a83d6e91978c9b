import type { InstantText } from '@cauce/kernel';
import type { DueEntry, DueIndex } from '@cauce/ports';
import { compareText } from '../shared/text-order.ts';

export class MemoryDueIndex implements DueIndex {
  readonly #owners = new Map<string, Map<string, DueEntry>>();

  async set(entries: readonly DueEntry[]): Promise<void> {
    for (const entry of entries) {
      const mine = this.#owners.getOrInsertComputed(entry.owner, () => new Map());
      const stored = mine.get(entry.id);
      if (!stored || entry.revision >= stored.revision) mine.set(entry.id, entry);
    }
  }

  async remove(owner: string, id: string, revision: number): Promise<void> {
    const mine = this.#owners.get(owner);
    const stored = mine?.get(id);
    if (stored && stored.revision <= revision) mine?.delete(id);
  }

  async due(owner: string, at: InstantText, limit: number): Promise<readonly DueEntry[]> {
    return [...(this.#owners.get(owner)?.values() ?? [])]
      .filter(({ dueAt }) => dueAt <= at)
      .sort((a, b) => compareText(a.dueAt, b.dueAt) || compareText(a.id, b.id))
      .slice(0, limit);
  }

  async next(): Promise<InstantText | null> {
    let first: InstantText | null = null;
    for (const mine of this.#owners.values()) {
      for (const { dueAt } of mine.values()) if (first === null || dueAt < first) first = dueAt;
    }
    return first;
  }

  async clear(owner: string): Promise<void> {
    this.#owners.delete(owner);
  }
}
