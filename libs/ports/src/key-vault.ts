import type { InstantText, Uuid } from '@cauce/kernel';

export interface SubjectKey {
  readonly subject: Uuid;
  /** Generation of the subject's key. */
  readonly keyId: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** A subject whose keys were destroyed gets no new one. */
export class SubjectErasedError extends Error {
  readonly subject: Uuid;

  constructor(subject: Uuid) {
    super(`the person ${subject} was erased`);
    this.name = 'SubjectErasedError';
    this.subject = subject;
  }
}

/** Keys by person, wrapped at rest; destroying them is how a person is erased. */
export interface KeyVault {
  /** The present key of each subject, made where there was none. Throws SubjectErasedError. */
  keys(subjects: readonly Uuid[]): Promise<ReadonlyMap<Uuid, SubjectKey>>;
  /** Makes the keys made so far durable: nothing sealed under a new key may be appended before. */
  keep(): Promise<void>;
  /** The key of a generation, undefined when it was destroyed or never was. */
  find(subject: Uuid, keyId: string): Promise<SubjectKey | undefined>;
  /** A fresh generation for what is sealed from now on; older boxes still open. */
  rotate(subject: Uuid): Promise<SubjectKey>;
  /** Destroys all generations, for good and for every process: the store keeps nothing of them. Safe to repeat. */
  destroy(subject: Uuid, at: InstantText): Promise<void>;
  erased(subject: Uuid): Promise<boolean>;
  close(): Promise<void>;
}
