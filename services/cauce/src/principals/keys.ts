import { randomBytes, timingSafeEqual } from 'node:crypto';
import { derivedId, sha256, type Uuid } from '@cauce/kernel';

const KEY_BYTES = 32;
const KEY = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

/** A principal is its name. */
export const principalIdOf = (name: string): Uuid => derivedId('principal', name);

/** A fresh key: whose it is and 32 random bytes, as `PRINCIPAL-ID.BASE64URL`. */
export const newKey = (principalId: Uuid): string =>
  `${principalId}.${randomBytes(KEY_BYTES).toString('base64url')}`;

/** What is kept of a key. Its bytes are random, so that a plain digest cannot be searched. */
export const keyHash = (key: string): string => sha256(key);

/** Whose a key says that it is; null for what is no key. */
export const ownerOf = (key: string): Uuid | null => KEY.exec(key)?.[1] ?? null;

/** Whether a key is the one that a hash was made of. */
export const opens = (key: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(keyHash(key)), Buffer.from(hash.padEnd(64).slice(0, 64)));
