import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import {
  Channel,
  type Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  credentials as ways,
} from '@grpc/grpc-js';
import { type AppendReply, appendReplyOf } from './append-reply.ts';
import type { ConnectionSettings } from './connection-string.ts';
import { type ReadReply, readReplyOf } from './read-reply.ts';

/** No time limit of the call itself: a dead connection is noticed by the keep-alive of the client. */
const UNLIMITED = { deadline: Number.POSITIVE_INFINITY };

/**
 * What the server may send before it hears that it was taken, in bytes. gRPC's 64 KB would let no more than 6 MB a second
 * come over a way of 10 ms, and cost a message back for every 32 KB.
 */
const WINDOW_BYTES = 1024 * 1024;

/** How often a quiet connection is tried, and how long its answer may take, unless the address says otherwise. */
const KEEP_ALIVE_MS = 10_000;
/** The largest event that a server can hold. */
const MOST_BYTES = 17 * 1024 * 1024;

const { read, batchAppend } = StreamsService;

const asTheyAre = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** How the client finds a server, and makes a channel to what it found: the channel's own target may be a proxy. */
interface Finding {
  resolveUri(): Promise<string>;
  createChannel(): Promise<Channel>;
  /** Gives the channel up on which a call failed, unless there is another already; nobody waits for it. */
  handleError(client: Client, error: Error): Promise<void>;
  /** Ends what goes over the channel. */
  dispose(): Promise<void>;
}

/** As the client makes a channel, but for the window. */
const channelTo = (target: string, { servers, channel }: ConnectionSettings): Channel => {
  const { keepAliveInterval = KEEP_ALIVE_MS, keepAliveTimeout = KEEP_ALIVE_MS } = servers;
  const { insecure, rootCertificate, userKeyFile, userCertFile } = channel;
  const way = insecure ? ways.createInsecure() : ways.createSsl(rootCertificate, userKeyFile, userCertFile);
  return new Channel(target, way, {
    'grpc.keepalive_time_ms': keepAliveInterval,
    'grpc.keepalive_timeout_ms': keepAliveTimeout,
    'grpc.max_receive_message_length': MOST_BYTES,
    'grpc-node.flow_control_window': WINDOW_BYTES,
    // It would count each call, for a service that tells of the counts and that nobody starts.
    'grpc.enable_channelz': 0,
  });
};

/**
 * The client, for what it does well: channel, discovery, credentials, the way to the leader. Reading and appending go
 * through its calls directly, because what it builds on them cannot filter a read of the log, parses bodies, and ends
 * the process when a stream of batch appends breaks under load; the decision record on the event store tells.
 */
export class Connection extends EventStoreDBClient {
  constructor(settings: ConnectionSettings) {
    super(settings.servers as never, settings.channel, settings.credentials);
    // The client finds the server to talk to, and does not say how a channel to it shall be.
    const { createChannel, resolveUri, handleError, dispose }: Finding = Object(this);
    let found = '';
    let channel: Channel | undefined;
    const finding: Finding = {
      resolveUri: async () => {
        found = await resolveUri();
        return found;
      },
      createChannel: async () => {
        const narrow = await createChannel();
        narrow.close();
        channel = channelTo(found, settings);
        return channel;
      },
      // Whoever has the next channel made hears that there is no server to be found, or it would end the process.
      handleError: (client, error) => handleError(client, error).catch(() => {}),
      dispose: async () => {
        await dispose();
        // It would look for its server for half an hour more.
        channel?.close();
      },
    };
    Object.assign(this, finding);
  }

  /** A read or a subscription; `leader` where what was appended last must be seen. */
  read(request: Uint8Array, leader: boolean): Promise<ClientReadableStream<ReadReply>> {
    return this.GRPCStreamCreator(StreamsClient, 'read', (client) =>
      client.makeServerStreamRequest(
        read.path,
        asTheyAre,
        readReplyOf,
        request,
        ...this.callArguments({ requiresLeader: leader }, UNLIMITED),
      ),
    )();
  }

  /** A line over which appends go and their outcomes come, in any order. */
  appends(): Promise<ClientDuplexStream<Uint8Array, AppendReply>> {
    return this.GRPCStreamCreator(StreamsClient, 'batchAppend', (client) =>
      client.makeBidiStreamRequest(
        batchAppend.path,
        asTheyAre,
        appendReplyOf,
        ...this.callArguments({ requiresLeader: true }, UNLIMITED),
      ),
    )();
  }
}
