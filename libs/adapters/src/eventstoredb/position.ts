/** Digits of the largest unsigned 64-bit number. */
const DIGITS = 20;
const LARGEST = String(2n ** 64n - 1n);
const FORM = /^(\d{20})\/(\d{20})$/;

/** Where the server says that an event stands in its transaction log: two unsigned 64-bit numbers as decimal texts. */
export interface LogPosition {
  readonly commit: string;
  readonly prepare: string;
}

/**
 * The text of a position: commit and prepare in decimal digits of fixed width, so that text order is log order.
 * Throws when the server did not fill it in, as servers before 22.6 do when a single stream is read.
 */
export const positionText = ({ commit, prepare }: LogPosition): string => {
  if (commit === LARGEST)
    throw new Error('the event store is too old: it must be EventStoreDB 22.10 or later');
  return `${commit.padStart(DIGITS, '0')}/${prepare.padStart(DIGITS, '0')}`;
};

/** The position of a text. Throws when it is not one of this store. */
export const positionOf = (text: string): LogPosition => {
  const [, commit, prepare] = FORM.exec(text) ?? [];
  if (commit === undefined || prepare === undefined) {
    throw new RangeError(`"${text}" is not a position of this log`);
  }
  return { commit: String(BigInt(commit)), prepare: String(BigInt(prepare)) };
};
