/** A source of chance that gives the same series for the same seed, on every machine. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True with a probability from 0 to 1. */
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** So many decimal digits. */
  digits(count: number): string;
  /** About normal around 0, with deviation 1 (sum of twelve, Irwin–Hall): no logarithm differs between machines. */
  normal(): number;
}

/** FNV-1a of a text, 32 bits: the beginning of a series. */
const seedOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};

/** A series of its own for each seed and name, so that one debtor more changes nothing of the others (mulberry32). */
export const randomOf = (seed: number, ...name: readonly (string | number)[]): Random => {
  let state = seedOf([seed, ...name].join('|'));
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const chosen = list[whole(0, list.length - 1)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
    digits: (count) => Array.from({ length: count }, () => whole(0, 9)).join(''),
    normal: () => Array.from({ length: 12 }, next).reduce((sum, one) => sum + one, -6),
  };
};
