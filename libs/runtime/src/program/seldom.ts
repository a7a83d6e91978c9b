import type { Monotonic } from '@cauce/ports';

/** How long the same words are not told again, in milliseconds. */
const SILENT_MS = 60_000;
/** Different words that are remembered. */
const MOST_KNOWN = 1_000;

/** Passes on what is told, but not the same words again and again while a trouble lasts. */
export const seldom = (
  monotonic: Monotonic,
  tell: (problem: string) => void,
): ((problem: string) => void) => {
  const told = new Map<string, number>();
  return (problem) => {
    const last = told.get(problem);
    if (last !== undefined && monotonic.ms() - last < SILENT_MS) return;
    if (told.size >= MOST_KNOWN) told.clear();
    told.set(problem, monotonic.ms());
    tell(problem);
  };
};
