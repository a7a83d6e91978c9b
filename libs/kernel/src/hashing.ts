import { hash } from 'node:crypto';

/** SHA-256 of text (as UTF-8) or bytes, as 64 lower-case hexadecimal digits. */
export const sha256 = (input: string | Uint8Array): string => hash('sha256', input, 'hex');

/** Parts joined so that no two different lists give the same text (each part carries its length). */
export const joinParts = (parts: readonly (string | number)[]): string =>
  parts.map((part) => `${String(part).length}:${part}`).join('|');

const BLOCK_BYTES = 64;
const HASH_BYTES = 32;

/** What HMAC-SHA-256 hashes before the message, and before the hash of that (RFC 2104). */
interface Pads {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

const padded = (secret: Uint8Array, byte: number, room: number): Buffer => {
  const key = secret.length > BLOCK_BYTES ? hash('sha256', secret, 'buffer') : secret;
  const pad = Buffer.alloc(BLOCK_BYTES + room, byte);
  key.forEach((one, index) => {
    pad[index] = one ^ byte;
  });
  return pad;
};

const padsOf = new WeakMap<Uint8Array, Pads>();

/**
 * Keyed digest of personal or guessable values (HMAC-SHA-256): useless to whoever lacks the installation's secret.
 * Two hashes over prepared blocks take half the time of an HMAC object. The secret's bytes must not change.
 */
export const keyedDigest = (
  secret: Uint8Array,
  kind: string,
  parts: readonly (string | number)[],
): string => {
  const { inner, outer } = padsOf.getOrInsertComputed(secret, () => ({
    inner: padded(secret, 0x36, 0),
    outer: padded(secret, 0x5c, HASH_BYTES),
  }));
  const message = Buffer.concat([inner, Buffer.from(joinParts([kind, ...parts]))]);
  outer.write(hash('sha256', message, 'latin1'), BLOCK_BYTES, 'latin1');
  return hash('sha256', outer, 'hex');
};
