import { type InstantText, msOf, type Zone } from '@cauce/kernel';
import type { PastContact } from './facts.ts';
import { dayAt, type EpochDay } from './wall-clock.ts';

/** One past contact; its instant and local days are worked out when first asked for, then kept. */
export class PastEntry {
  readonly contact: PastContact;
  #at: number | undefined;
  #days: Map<Zone, EpochDay> | undefined;

  constructor(contact: PastContact) {
    this.contact = contact;
  }

  /** Milliseconds since 1970. */
  get at(): number {
    this.#at ??= msOf(this.contact.at);
    return this.#at;
  }

  /** Its calendar day in a zone. */
  dayIn(zone: Zone): EpochDay {
    this.#days ??= new Map();
    const known = this.#days.get(zone);
    if (known !== undefined) return known;
    const day = dayAt(zone, this.at);
    this.#days.set(zone, day);
    return day;
  }
}

const descending = (a: InstantText, b: InstantText): number => {
  if (a === b) return 0;
  return a < b ? 1 : -1;
};

const indexed = new WeakMap<readonly PastContact[], readonly PastEntry[]>();

/** The history with the latest contact first. Kept for as long as the array lives: a fold asks many times. */
export const latestFirst = (history: readonly PastContact[]): readonly PastEntry[] => {
  const known = indexed.get(history);
  if (known) return known;
  const entries = history.toSorted((a, b) => descending(a.at, b.at)).map((contact) => new PastEntry(contact));
  indexed.set(history, entries);
  return entries;
};
