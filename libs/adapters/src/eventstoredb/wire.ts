/** The messages of the published protocol, as the client package ships them. */
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';

export type {
  BatchAppendReq as AppendRequest,
  BatchAppendResp as AppendReply,
  ReadReq as ReadRequest,
} from '@eventstore/db-client/generated/streams_pb.js';

export const { BatchAppendReq, ReadReq } = streams;
export const { Empty, StreamIdentifier, UUID } = shared;

export const streamIdentifier = (stream: string) => new StreamIdentifier().setStreamName(Buffer.from(stream));
