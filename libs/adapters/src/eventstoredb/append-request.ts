import { type EncodedEvent, routeOf } from '@cauce/contracts';
import { type AppendRequest, BatchAppendReq, Empty, streamIdentifier, UUID } from './wire.ts';

/** Bytes of events after which a request is sent in several messages: a message may have 4 MiB. */
const MESSAGE_BYTES = 3 << 20;

/** An event with the id by which its append will know it again. */
export interface ProposedEvent {
  readonly id: string;
  readonly event: EncodedEvent;
}

const uuid = (id: string) => new UUID().setString(id);

const proposal = ({ id, event }: ProposedEvent) => {
  const message = new BatchAppendReq.ProposedMessage()
    .setId(uuid(id))
    .setData(event.bytes)
    // So that a relay need not look into the event.
    .setCustomMetadata(Buffer.from(JSON.stringify(routeOf(event.envelope))));
  // Not as JSON: what reads JSON may write it anew, and the hash is that of these very bytes.
  message.getMetadataMap().set('type', event.envelope.type).set('content-type', 'application/octet-stream');
  return message;
};

/** The messages of one append: all of its events or none, after a revision (-1: the stream must not exist). */
export function* appendRequests(
  correlationId: string,
  stream: string,
  expected: number,
  events: readonly ProposedEvent[],
): Generator<AppendRequest> {
  const options = new BatchAppendReq.Options().setStreamIdentifier(streamIdentifier(stream));
  if (expected < 0) options.setNoStream(new Empty());
  else options.setStreamPosition(String(expected));
  const next = () => new BatchAppendReq().setCorrelationId(uuid(correlationId)).setIsFinal(false);
  let request = next().setOptions(options);
  let bytes = 0;
  for (const one of events) {
    if (bytes > 0 && bytes + one.event.bytes.length > MESSAGE_BYTES) {
      yield request;
      request = next();
      bytes = 0;
    }
    request.addProposedMessages(proposal(one));
    bytes += one.event.bytes.length;
  }
  yield request.setIsFinal(true);
}
