/**
 * Gives the first instant at or after the one given at which a condition holds: the same instant when it holds
 * already, Infinity when it never does.
 */
export type Earliest = (from: number) => number;

/** The condition that always holds. */
export const always: Earliest = (from) => from;

/** The condition that changes at some instants only, in ascending order, and is asked at those. */
export const changingAt =
  (changes: readonly number[], holds: (instant: number) => boolean): Earliest =>
  (from) => {
    if (holds(from)) return from;
    return changes.find((change) => change > from && holds(change)) ?? Number.POSITIVE_INFINITY;
  };

/** Either of two conditions. */
export const either =
  (one: Earliest, other: Earliest): Earliest =>
  (from) => {
    const first = one(from);
    return first === from ? from : Math.min(first, other(from));
  };

/** The conditions of some zones as one: all must hold, or any of them will do. */
export const acrossZones = (
  perZone: readonly Earliest[],
  anyZone: boolean | undefined,
  until: number,
): Earliest => {
  const [only = always, ...others] = perZone;
  if (others.length === 0) return only;
  return anyZone
    ? (from) => Math.min(...perZone.map((earliest) => earliest(from)))
    : (from) => firstOfAll(perZone, from, until);
};

/**
 * The first instant at or after `from` at which all conditions hold; Infinity when there is none up to `until`.
 * Each condition only ever skips instants at which it does not hold itself, so nothing lawful is skipped.
 */
export const firstOfAll = (conditions: readonly Earliest[], from: number, until: number): number => {
  let instant = from;
  for (;;) {
    const before = instant;
    for (const condition of conditions) {
      instant = condition(instant);
      if (instant > until) return Number.POSITIVE_INFINITY;
    }
    if (instant === before) return instant;
  }
};
