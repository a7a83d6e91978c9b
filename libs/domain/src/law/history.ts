import { msOf, type Zone } from '@cauce/kernel';
import type { PastContact } from './facts.ts';
import { dayAt, type EpochDay } from './wall-clock.ts';

/** One past contact with its instant as a number. */
export interface PastEntry {
  readonly contact: PastContact;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Its local day in a zone; worked out once per zone. */
  readonly dayIn: (zone: Zone) => EpochDay;
}

const entryOf = (contact: PastContact): PastEntry => {
  const at = msOf(contact.at);
  const days = new Map<Zone, EpochDay>();
  const dayIn = (zone: Zone): EpochDay => {
    const known = days.get(zone);
    if (known !== undefined) return known;
    const day = dayAt(zone, at);
    days.set(zone, day);
    return day;
  };
  return { contact, at, dayIn };
};

const indexed = new WeakMap<readonly PastContact[], readonly PastEntry[]>();

/** The history with the latest contact first. Kept for as long as the array lives: a fold asks many times. */
export const latestFirst = (history: readonly PastContact[]): readonly PastEntry[] => {
  const known = indexed.get(history);
  if (known) return known;
  const entries = history.map(entryOf).sort((a, b) => b.at - a.at);
  indexed.set(history, entries);
  return entries;
};
