import type { Uuid } from '@cauce/kernel';
import type { SubjectKey } from '@cauce/ports';
import type { Failure } from './writer-thread.ts';

/** Length of a key. */
export const KEY_BYTES = 32;
/** `keyId` of a subject's first key. */
export const FIRST_GENERATION = '1';

/** What the thread that writes keys is started with. */
export interface KeyWriterOptions {
  readonly path: string;
  /** The master key, 32 bytes. */
  readonly master: Uint8Array;
}

export type KeyRequest = { readonly kind: 'add'; readonly keys: PackedKeys } | { readonly kind: 'close' };

export type KeyAnswer = { readonly kind: 'done' } | Failure;

/** Keys of the first generation, packed so that the thread is handed few objects. */
export interface PackedKeys {
  readonly subjects: readonly Uuid[];
  /** The keys one after the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export const packKeys = (keys: ReadonlyMap<Uuid, SubjectKey>): PackedKeys => {
  const bytes = new Uint8Array(keys.size * KEY_BYTES);
  let at = 0;
  for (const { key } of keys.values()) {
    bytes.set(key, at);
    at += KEY_BYTES;
  }
  return { subjects: [...keys.keys()], bytes };
};

export const unpackKeys = ({ subjects, bytes }: PackedKeys): SubjectKey[] =>
  subjects.map((subject, index) => ({
    subject,
    keyId: FIRST_GENERATION,
    key: bytes.subarray(index * KEY_BYTES, (index + 1) * KEY_BYTES),
  }));
