import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { messagesAfter } from './hashing.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

const pool = Buffer.alloc(8_192);
let drawn = pool.length;

/** Fills bytes, at most 8,192, at random, drawn in bulk: one system call serves many. */
const fillFresh = (bytes: Uint8Array): void => {
  if (drawn + bytes.length > pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  pool.copy(bytes, 0, drawn, drawn + bytes.length);
  pool.fill(0, drawn, drawn + bytes.length);
  drawn += bytes.length;
};

/** Random bytes for keys, at most 8,192. */
export const freshBytes = (count: number): Uint8Array => {
  const bytes = new Uint8Array(count);
  fillFresh(bytes);
  return bytes;
};

const iv = Buffer.alloc(IV_BYTES);
const room = Buffer.alloc(4_096);
const bindingOf = messagesAfter(new Uint8Array());

/**
 * Seals text with AES-256-GCM (NIST SP 800-38D): base64 of IV (12 bytes) · ciphertext · tag (16 bytes).
 * `boundTo` is authenticated with it, so that a box moved elsewhere does not open.
 */
export const sealBox = (key: Uint8Array, boundTo: string, plain: string): string => {
  fillFresh(iv);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(bindingOf(boundTo));
  const text = cipher.update(plain, 'utf8');
  // A stream cipher: nothing is left for the end.
  cipher.final();
  const tagAt = IV_BYTES + text.length;
  const length = tagAt + TAG_BYTES;
  // Put together in the same room again and again: buffers take longer to make than to fill.
  const box = length > room.length ? Buffer.alloc(length) : room;
  box.set(iv);
  box.set(text, IV_BYTES);
  box.set(cipher.getAuthTag(), tagAt);
  return box.toString('base64', 0, length);
};

/** Opens what `sealBox` made. Throws when the key, the binding or a byte is not the same. */
export const openBox = (key: Uint8Array, boundTo: string, box: string): string => {
  const bytes = Buffer.from(box, 'base64');
  if (bytes.length < IV_BYTES + TAG_BYTES) throw new Error('the box is cut off');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(boundTo));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return (
    decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES), undefined, 'utf8') +
    decipher.final('utf8')
  );
};
