import { hash } from 'node:crypto';

/** SHA-256 of text (as UTF-8) or bytes, as 64 lower-case hexadecimal digits. */
export const sha256 = (input: string | Uint8Array): string => hash('sha256', input, 'hex');

/** Parts joined so that no two different lists give the same text (each part carries its length). */
export const joinParts = (parts: readonly (string | number)[]): string => {
  let joined = '';
  for (const part of parts) {
    const text = String(part);
    joined += `${joined === '' ? '' : '|'}${text.length}:${text}`;
  }
  return joined;
};

const ROOM_BYTES = 1_024;
const MOST_BYTES_OF_A_UNIT = 3;

/**
 * Makes messages that begin with the same bytes. A short one is written behind them in one buffer again and again: it
 * must be hashed before the next is made.
 */
export const messagesAfter = (prefix: Uint8Array): ((text: string) => Uint8Array) => {
  const buffer = Buffer.alloc(prefix.length + ROOM_BYTES);
  buffer.set(prefix);
  // Views take longer to make than what is in them to hash.
  const views: Buffer[] = [];
  return (text) => {
    if (text.length * MOST_BYTES_OF_A_UNIT > ROOM_BYTES) return Buffer.concat([prefix, Buffer.from(text)]);
    const length = prefix.length + buffer.write(text, prefix.length);
    views[length] ??= buffer.subarray(0, length);
    return views[length];
  };
};

const BLOCK_BYTES = 64;
const HASH_BYTES = 32;

/** What HMAC-SHA-256 hashes before the message, and before the hash of that (RFC 2104). */
interface Pads {
  readonly inner: (message: string) => Uint8Array;
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
    inner: messagesAfter(padded(secret, 0x36, 0)),
    outer: padded(secret, 0x5c, HASH_BYTES),
  }));
  outer.write(hash('sha256', inner(joinParts([kind, ...parts])), 'latin1'), BLOCK_BYTES, 'latin1');
  return hash('sha256', outer, 'hex');
};

/**
 * 64 bits of a text as two unsigned halves, for tables in memory: two multiplicative mixes, finished as in MurmurHash3
 * (public domain).
 */
export const hashOf = (text: string): [number, number] => {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return [high >>> 0, low >>> 0];
};
