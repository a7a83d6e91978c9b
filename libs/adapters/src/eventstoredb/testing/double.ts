import { setTimeout as sleep } from 'node:timers/promises';
import { GossipService, type IGossipServer } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { type IStreamsServer, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import {
  type handleServerStreamingCall,
  type Metadata,
  Server,
  ServerCredentials,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { DoubleAppends } from './double-appends.ts';
import { clusterInfo } from './double-gossip.ts';
import { DoubleLog } from './double-log.ts';
import { callError, notLeader } from './double-messages.ts';
import { DoubleReads, type ReadCall } from './double-reads.ts';
import { type Address, Faults } from './faults.ts';

export interface DoubleSettings {
  /** Where the events are kept; nodes of one cluster share it. */
  readonly log: DoubleLog;
  /** 0 or left out: any free one. */
  readonly port?: number;
  /** Private key and certificate; left out: no TLS. */
  readonly tls?: { readonly key: Buffer; readonly certificate: Buffer };
  /** Who may call; left out: everybody. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** The largest append, the server's `MaxAppendSize`; as there, 1 MiB unless set. */
  readonly maxAppendBytes?: number;
}

const HOST = '127.0.0.1';
const ONE_MEBIBYTE = 1 << 20;
/** A message may have 4 MiB, as on the server; nobody asks how many calls there were. */
const OPTIONS = { 'grpc.max_receive_message_length': 4 << 20, 'grpc.enable_channelz': 0 };

/** The published service, whose reads are answered in bytes. */
const SERVICE = {
  ...StreamsService,
  read: { ...StreamsService.read, responseSerialize: (bytes: Buffer) => bytes },
};

/** How a subscription may end: an error of some status, or politely. */
export type Drop = status | 'politely';

/**
 * A node that speaks the streams service of EventStoreDB over a store of ours, as far as the adapter uses it, with
 * faults that can be switched on. It answers as the server of 22.10 and later does.
 */
export class EventStoreDouble {
  readonly faults = new Faults();
  readonly #server = new Server(OPTIONS);
  readonly #reads: DoubleReads;
  readonly #appends: DoubleAppends;
  readonly #authorization: string | undefined;
  #port = 0;

  private constructor({ log, credentials, maxAppendBytes = ONE_MEBIBYTE }: DoubleSettings) {
    this.#reads = new DoubleReads(log, this.faults);
    this.#appends = new DoubleAppends(log, this.faults, maxAppendBytes);
    const basic =
      credentials && Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    this.#authorization = basic && `Basic ${basic}`;
    const served: Pick<IStreamsServer, 'batchAppend'> & { read: handleServerStreamingCall<ReadReq, Buffer> } =
      {
        read: (call) => this.#read(call),
        batchAppend: (call) => this.#appends.serve(call, () => this.#admit(call.metadata)),
      };
    this.#server.addService(SERVICE, served);
    const gossip: Pick<IGossipServer, 'read'> = {
      read: (_call, answer) => answer(null, clusterInfo(this.address, this.faults.leader)),
    };
    this.#server.addService(GossipService, gossip);
  }

  static async start(settings: DoubleSettings): Promise<EventStoreDouble> {
    const node = new EventStoreDouble(settings);
    const { tls, port = 0 } = settings;
    const credentials = tls
      ? ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }])
      : ServerCredentials.createInsecure();
    node.#port = await new Promise<number>((resolve, reject) => {
      node.#server.bindAsync(`${HOST}:${port}`, credentials, (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    return node;
  }

  get address(): Address {
    return { host: HOST, port: this.#port };
  }

  /** The connection string without TLS and credentials. */
  get url(): string {
    return `esdb://${HOST}:${this.#port}?tls=false`;
  }

  async #admit(metadata: Metadata): Promise<void> {
    const { slowMs, leader } = this.faults;
    if (slowMs > 0) await sleep(slowMs);
    if (this.faults.notReady > 0) {
      this.faults.notReady -= 1;
      throw callError(status.UNAVAILABLE, 'Server Is Not Ready');
    }
    const [authorization] = metadata.get('authorization');
    if (this.#authorization && authorization !== this.#authorization) {
      throw callError(status.UNAUTHENTICATED, 'Unauthenticated');
    }
    if (leader && metadata.get('requires-leader')[0] === 'true') throw notLeader(leader);
  }

  #read(call: ReadCall): void {
    this.#admit(call.metadata)
      .then(() => this.#reads.answer(call))
      .catch((error: ServiceError) => call.emit('error', error));
  }

  /** Ends every subscription. */
  dropSubscriptions(how: Drop): Promise<void> {
    return this.#reads.drop((call) => {
      if (how === 'politely') call.end();
      else call.emit('error', callError(how, 'subscription dropped'));
    });
  }

  /** Breaks every connection and is gone. */
  async stop(): Promise<void> {
    this.#server.forceShutdown();
    await this.#reads.drop(() => {});
  }
}
