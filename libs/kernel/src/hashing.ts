import { createHmac, hash } from 'node:crypto';

/** SHA-256 of text (as UTF-8) or bytes, as 64 lower-case hexadecimal digits. */
export const sha256 = (input: string | Uint8Array): string => hash('sha256', input, 'hex');

/** Parts joined so that no two different lists give the same text (each part carries its length). */
export const joinParts = (parts: readonly (string | number)[]): string =>
  parts.map((part) => `${String(part).length}:${part}`).join('|');

/** Keyed digest of personal or guessable values: useless to whoever lacks the installation's secret. */
export const keyedDigest = (secret: Uint8Array, kind: string, parts: readonly (string | number)[]): string =>
  createHmac('sha256', secret)
    .update(joinParts([kind, ...parts]))
    .digest('hex');
