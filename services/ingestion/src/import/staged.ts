import type { UnitOfWork } from '@cauce/runtime';
import { MOST_AHEAD } from './ahead.ts';

/** What the last units sealed and cannot read back before it is appended: while some are, the next is decided. */
export class Staged<T> {
  private units: { readonly unit: UnitOfWork; readonly values: Map<string, T> }[] = [];

  get(key: string): T | undefined {
    return this.units.findLast(({ values }) => values.has(key))?.values.get(key);
  }

  set(unit: UnitOfWork, key: string, value: T): void {
    if (this.units.at(-1)?.unit !== unit)
      this.units = [...this.units.slice(-MOST_AHEAD), { unit, values: new Map() }];
    this.units.at(-1)?.values.set(key, value);
  }
}
