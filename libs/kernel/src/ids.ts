import { hash } from 'node:crypto';
import { joinParts, keyedDigest, messagesAfter } from './hashing.ts';

/** Lower-case UUID text, 36 characters. */
export type Uuid = string;

/** Namespace of every identifier that Cauce derives (a fixed random UUID). */
const CAUCE_NAMESPACE = Buffer.from('5f0c6a3f6d0b4c0e9d5b7d1f3a2e8c41', 'hex');

const inNamespace = messagesAfter(CAUCE_NAMESPACE);

const VARIANTS = '89ab';

/** A UUID of 32 hexadecimal digits, with the version and variant bits of RFC 9562. */
const stamped = (hex: string, version: number): Uuid => {
  const variant = VARIANTS[Number.parseInt(hex[16] ?? '0', 16) & 0x3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/**
 * The identifier of what a cause brings about (UUID v5, RFC 9562): the same cause always gives the same id,
 * so a second delivery of a message changes nothing.
 */
export const derivedId = (kind: string, ...parts: (string | number)[]): Uuid =>
  stamped(hash('sha1', inNamespace(joinParts([kind, ...parts])), 'hex'), 5);

/**
 * The identifier of something known by personal or guessable values (UUID v8 over a keyed hash): without the
 * installation's secret nobody can test a document number or an address against it.
 */
export const keyedId = (secret: Uint8Array, kind: string, ...parts: (string | number)[]): Uuid =>
  stamped(keyedDigest(secret, kind, parts), 8);
