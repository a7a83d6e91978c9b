import { type EncodedEvent, type EventEnvelope, encodeEvent, NO_HASH } from '@cauce/contracts';
import { derivedId, instantOfMs, sha256 } from '@cauce/kernel';
import type { StreamAppend } from '../event-store.ts';

/** The trace of a sample event: that of its stream, at a span of its own. */
const traceAt = (stream: string, revision: number): string =>
  `00-${sha256(stream).slice(0, 32)}-${(revision + 1).toString(16).padStart(16, '0')}-01`;

const FIRST_MS = Date.UTC(2026, 2, 1);

/** A sample event of a stream at a revision, after the event of that hash. */
export const sampleEvent = (
  stream: string,
  revision: number,
  prev: string,
  data: EventEnvelope['data'] = { note: `ñ ${stream} ${revision}` },
  type = 'SampleNoted',
): EncodedEvent => {
  const id = derivedId('sample', stream, revision, prev);
  const at = instantOfMs(FIRST_MS + revision * 1_000);
  return encodeEvent({
    id,
    stream,
    revision,
    type,
    version: 1,
    data,
    sealed: [],
    recordedAt: at,
    effectiveAt: at,
    actor: 'policy:sample',
    causationId: id,
    correlationId: id,
    trace: traceAt(stream, revision),
    prev,
  });
};

/** Builds appends to streams, remembering where each one ends. */
export class SampleStreams {
  readonly #heads = new Map<string, { revision: number; hash: string }>();

  head(stream: string): { revision: number; hash: string } {
    return this.#heads.get(stream) ?? { revision: -1, hash: NO_HASH };
  }

  /** The next `count` events of a stream; the append is taken to succeed. */
  next(stream: string, count = 1, data?: EventEnvelope['data'], type?: string): StreamAppend {
    const expected = this.head(stream);
    let head = expected;
    const events = Array.from({ length: count }, () => {
      const event = sampleEvent(stream, head.revision + 1, head.hash, data, type);
      head = { revision: event.envelope.revision, hash: event.hash };
      return event;
    });
    this.#heads.set(stream, head);
    return { stream, expected, events };
  }
}
