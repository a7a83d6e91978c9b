import type { Fate } from './fate.ts';

/** A message as a person reads it. */
export interface Readable {
  /** What it is listed by. */
  readonly subject: string;
  readonly text: string;
  /** Empty where the medium has none. */
  readonly html: string;
}

/** What the mailboxes of different channels differ in. */
export interface Medium {
  /** File of the data folder that holds the mailbox. */
  readonly file: string;
  readonly fateOf: (recipient: string) => Fate;
  /** Code of the receipt, or refusal, that goes with each fate. */
  readonly codes: Readonly<Record<Fate, string>>;
  /** The sender's own id of a message as it came, empty where it has none. */
  readonly messageIdOf: (raw: Buffer) => string;
  readonly read: (raw: Buffer) => Readable;
}
