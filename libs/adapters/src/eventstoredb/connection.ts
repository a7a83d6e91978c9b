import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ClientDuplexStream, ClientReadableStream } from '@grpc/grpc-js';
import type { ConnectionSettings } from './connection-string.ts';
import { type ReadReply, readReplyOf } from './read-reply.ts';
import type { AppendReply, AppendRequest, ReadRequest } from './wire.ts';

/** No time limit of the call itself: a dead connection is noticed by the keep-alive of the client. */
const UNLIMITED = { deadline: Number.POSITIVE_INFINITY };

const { path, requestSerialize } = StreamsService.read;

/**
 * The client, for what it does well: channel, discovery, credentials, the way to the leader. Reading and appending go
 * through its calls directly, because what it builds on them cannot filter a read of the log, parses bodies, and ends
 * the process when a stream of batch appends breaks under load; the decision record on the event store tells.
 */
export class Connection extends EventStoreDBClient {
  constructor({ servers, channel, credentials }: ConnectionSettings) {
    super(servers as never, channel, credentials);
  }

  /** A read or a subscription; `leader` where what was appended last must be seen. */
  read(request: ReadRequest, leader: boolean): Promise<ClientReadableStream<ReadReply>> {
    return this.GRPCStreamCreator(StreamsClient, 'read', (client) =>
      client.makeServerStreamRequest(
        path,
        requestSerialize,
        readReplyOf,
        request,
        ...this.callArguments({ requiresLeader: leader }, UNLIMITED),
      ),
    )();
  }

  /** A line over which appends go and their outcomes come, in any order. */
  appends(): Promise<ClientDuplexStream<AppendRequest, AppendReply>> {
    return this.GRPCStreamCreator(StreamsClient, 'batchAppend', (client) =>
      client.batchAppend(...this.callArguments({ requiresLeader: true }, UNLIMITED)),
    )();
  }
}
