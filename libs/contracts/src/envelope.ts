import { type InstantText, sha256, type Uuid } from '@cauce/kernel';

/** Personal fields of one person, sealed under that person's key. */
export interface SealedBox {
  /** Whose key seals it: a debtor, guarantor, advisor or import. */
  readonly subject: Uuid;
  /** Which generation of the subject's key. */
  readonly keyId: string;
  /** Base64 of IV, ciphertext and tag; bound to the event's stream and revision. */
  readonly box: string;
}

/** Who caused an event: `principal:ID` for a person or program with a key, `policy:NAME` for the system's own rule. */
export type Actor = `principal:${string}` | `policy:${string}`;

/** What is known of every event. The order of these fields is the order of the stored bytes. */
export interface EventEnvelope<T extends string = string, D = unknown> {
  readonly id: Uuid;
  readonly stream: string;
  /** Place in the stream, from 0 without gaps. */
  readonly revision: number;
  readonly type: T;
  readonly version: number;
  readonly data: D;
  readonly sealed: readonly SealedBox[];
  /** When we learned it; never decreases within a stream. */
  readonly recordedAt: InstantText;
  /** When it was true. */
  readonly effectiveAt: InstantText;
  readonly actor: Actor;
  readonly causationId: Uuid;
  readonly correlationId: Uuid;
  /** W3C `traceparent` of the work that appended it, where there was one. */
  readonly trace?: string;
  /** SHA-256 of the stored bytes of the stream's previous event; 64 zeros for the first. */
  readonly prev: string;
}

/** An event as it goes into a store: the envelope, its exact bytes and their SHA-256. */
export interface EncodedEvent {
  readonly envelope: EventEnvelope;
  readonly bytes: Buffer;
  readonly hash: string;
}

/** An event as it comes out of a store. */
export interface RecordedEvent<T extends string = string, D = unknown> extends EventEnvelope<T, D> {
  /** Opaque place in the whole log; comparing two as text gives their order in the log. */
  readonly position: string;
  /** SHA-256 of the stored bytes. */
  readonly hash: string;
}

/** The `prev` of the first event of a stream. */
export const NO_HASH = '0'.repeat(64);

/**
 * The canonical bytes of an event: the UTF-8 text of `JSON.stringify` of the envelope with its fields in the order
 * of `EventEnvelope`, `trace` left out where there is none, no white space, `data` in the order it was made in.
 * Whoever verifies hashes the stored bytes and never writes them again.
 */
export const encodeEvent = (e: EventEnvelope): EncodedEvent => {
  const bytes = Buffer.from(
    JSON.stringify({
      id: e.id,
      stream: e.stream,
      revision: e.revision,
      type: e.type,
      version: e.version,
      data: e.data,
      sealed: e.sealed,
      recordedAt: e.recordedAt,
      effectiveAt: e.effectiveAt,
      actor: e.actor,
      causationId: e.causationId,
      correlationId: e.correlationId,
      trace: e.trace,
      prev: e.prev,
    }),
  );
  return { envelope: e, bytes, hash: sha256(bytes) };
};

/** The event in stored bytes. Throws when they are not JSON. */
export const decodeEvent = (bytes: Uint8Array, position: string, hash: string): RecordedEvent => {
  const envelope = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  envelope.position = position;
  envelope.hash = hash;
  return envelope;
};

/** The category of a stream: what stands before its first dash ("debt-9f…" → "debt"). */
export const categoryOf = (stream: string): string => {
  const dash = stream.indexOf('-');
  return dash < 0 ? stream : stream.slice(0, dash);
};

/** What a box is bound to, so that it opens in its own place only. */
export const boxBinding = (stream: string, revision: number, subject: Uuid, keyId: string): string =>
  `${stream}|${revision}|${subject}|${keyId}`;

const UUID_LENGTH = 36;

/**
 * The key under which an event travels: its debtor, so that all of one debtor's events keep their order, or its
 * stream where there is no single debtor.
 */
export const routingKey = (event: Pick<EventEnvelope, 'stream' | 'data'>): string => {
  const category = categoryOf(event.stream);
  if (category === 'contact' || category === 'treatment') {
    return event.stream.slice(category.length + 1, category.length + 1 + UUID_LENGTH);
  }
  const debtorId = (event.data as { debtorId?: unknown }).debtorId;
  return typeof debtorId === 'string' ? debtorId : event.stream;
};

/** The channel by which a cleared contact is to go; null of every other event. */
export const clearedChannel = ({ type, data }: Pick<EventEnvelope, 'type' | 'data'>): string | null =>
  type === 'ContactCleared' ? String((data as { channel?: unknown }).channel) : null;
