import code from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statuses from '@eventstore/db-client/generated/status_pb.js';
import streams, { type ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import type { Kept } from './double-log.ts';
import type { Address } from './faults.ts';

const { ReadResp } = streams;

/** The bytes of an answer to a read. */
const bytesOf = (reply: InstanceType<typeof ReadResp>): Buffer => Buffer.from(reply.serializeBinary());

/** An event as an answer to a read; put into bytes once, as a log that keeps them would send them. */
export const eventReply = (event: Kept): Buffer => {
  event.reply ??= replyOf(event);
  return event.reply;
};

const replyOf = ({ id, stream, revision, type, contentType, data, metadata, offset }: Kept): Buffer => {
  const event = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
    .setStreamRevision(String(revision))
    .setCommitPosition(String(offset))
    .setPreparePosition(String(offset))
    .setData(data)
    .setCustomMetadata(metadata);
  event.getMetadataMap().set('type', type).set('content-type', contentType).set('created', '0');
  const read = new ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(offset));
  return bytesOf(new ReadResp().setEvent(read));
};

export const confirmationReply = () =>
  bytesOf(
    new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId('double')),
  );

export const checkpointReply = (offset: bigint) =>
  bytesOf(
    new ReadResp().setCheckpoint(
      new ReadResp.Checkpoint().setCommitPosition(String(offset)).setPreparePosition(String(offset)),
    ),
  );

export const notFoundReply = (stream: string) =>
  bytesOf(
    new ReadResp().setStreamNotFound(
      new ReadResp.StreamNotFound().setStreamIdentifier(
        new shared.StreamIdentifier().setStreamName(Buffer.from(stream)),
      ),
    ),
  );

/** Details of an append's outcome, packed as the server packs them. */
export const failureStatus = (kind: string, message: string, details: { serializeBinary(): Uint8Array }) => {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), `event_store.client.${kind}`);
  return new statuses.Status().setCode(code.Code.UNKNOWN).setMessage(message).setDetails(packed);
};

/** An error that ends a call. */
export const callError = (
  code: status,
  details: string,
  entries: Readonly<Record<string, string>> = {},
): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

/** How a node says that another one leads. */
export const notLeader = ({ host, port }: Address): ServiceError =>
  callError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

/** Whether a stream's name passes the filter of a request; the regular expressions of the two worlds agree on ours. */
export const passes = (options: ReadReq.Options): ((stream: string) => boolean) => {
  const expression = options.getFilter()?.getStreamIdentifier();
  if (!expression) return () => true;
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  return (stream) => (regex ? regex.test(stream) : prefixes.some((prefix) => stream.startsWith(prefix)));
};
