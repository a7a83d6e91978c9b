import type { SubjectKey } from '@cauce/ports';
import type { Failure } from './writer-thread.ts';

/** What the thread that writes keys is started with. */
export interface KeyWriterOptions {
  readonly path: string;
  /** The master key, 32 bytes. */
  readonly master: Uint8Array;
}

export type KeyRequest =
  | { readonly kind: 'add'; readonly keys: readonly SubjectKey[] }
  | { readonly kind: 'close' };

export type KeyAnswer = { readonly kind: 'done' } | Failure;
