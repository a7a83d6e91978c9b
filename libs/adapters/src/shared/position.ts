const DIGITS = 16;

/** Position text of a place in the log, counted from 1: decimal digits of fixed width, so that text order is log order. */
export const positionText = (place: number): string => String(place).padStart(DIGITS, '0');

/** The place of a position text; 0 for null, which stands before everything. Throws on any other text. */
export const placeOf = (position: string | null): number => {
  if (position === null) return 0;
  const place = Number(position);
  if (position.length !== DIGITS || !Number.isSafeInteger(place) || place < 0) {
    throw new RangeError(`"${position}" is not a position of this log`);
  }
  return place;
};
