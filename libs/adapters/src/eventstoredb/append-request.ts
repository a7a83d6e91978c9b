import { type EncodedEvent, routeOf } from '@cauce/contracts';
import { bytes, bytesOf, integer, message, streamName, text, uuid, type Writer } from './wire.ts';

/** Bytes of events after which a request is sent in several messages: a message may have 4 MiB. */
const MESSAGE_BYTES = 3 << 20;

/** An event with the id by which its append will know it again. */
export interface ProposedEvent {
  readonly id: string;
  readonly event: EncodedEvent;
}

/** Fields of `event_store.client.streams.BatchAppendReq`. */
const REQUEST = { correlationId: 1, options: 2, proposed: 3, isFinal: 4 } as const;

/** Fields of `BatchAppendReq.ProposedMessage`. */
const PROPOSED = { id: 1, metadata: 2, customMetadata: 3, data: 4 } as const;

const entry = (writer: Writer, key: string, value: string): void =>
  message(writer, PROPOSED.metadata, () => {
    text(writer, 1, key);
    text(writer, 2, value);
  });

const proposal = (writer: Writer, { id, event }: ProposedEvent): void =>
  message(writer, REQUEST.proposed, () => {
    uuid(writer, PROPOSED.id, id);
    entry(writer, 'type', event.envelope.type);
    // Not as JSON: what reads JSON may write it anew, and the hash is that of these very bytes.
    entry(writer, 'content-type', 'application/octet-stream');
    // So that a relay need not look into the event.
    text(writer, PROPOSED.customMetadata, JSON.stringify(routeOf(event.envelope)));
    bytes(writer, PROPOSED.data, event.bytes);
  });

/** After a revision; -1: the stream must not exist. Of `BatchAppendReq.Options`. */
const options = (writer: Writer, stream: string, expected: number): void =>
  message(writer, REQUEST.options, () => {
    streamName(writer, 1, stream);
    if (expected < 0) message(writer, 3);
    else integer(writer, 2, expected);
  });

/** Events as they go into messages, none of which is larger than a server takes, but where one event is. */
const messagesOf = (events: readonly ProposedEvent[]): ProposedEvent[][] => {
  const messages: ProposedEvent[][] = [[]];
  let size = 0;
  for (const one of events) {
    const { length } = one.event.bytes;
    if (size > 0 && size + length > MESSAGE_BYTES) {
      messages.push([]);
      size = 0;
    }
    messages.at(-1)?.push(one);
    size += length;
  }
  return messages;
};

/** The messages of one append: all of its events or none, after a revision (-1: the stream must not exist). */
export const appendRequests = (
  correlationId: string,
  stream: string,
  expected: number,
  events: readonly ProposedEvent[],
): Uint8Array[] =>
  messagesOf(events).map((some, index, all) =>
    bytesOf((writer) => {
      uuid(writer, REQUEST.correlationId, correlationId);
      if (index === 0) options(writer, stream, expected);
      for (const one of some) proposal(writer, one);
      if (index === all.length - 1) integer(writer, REQUEST.isFinal, 1);
    }),
  );
