import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ManualMonotonic } from '../shared/manual-monotonic.ts';
import type { KafkaSettings } from './client.ts';
import { PartitionProducers } from './partition-producers.ts';

/** Longer than any send is tried. */
const LONG_MS = 60_000;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A port at which `serve` has each connection; resolves with its number. */
const listening = async (serve: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

/** Resolves when the first connection that this process begins from now on is over. */
const firstOver = (): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const begun = (message: unknown): void => {
    unsubscribe('net.client.socket', begun);
    (message as { readonly socket: Socket }).socket.once('close', () => resolve());
  };
  subscribe('net.client.socket', begun);
  return promise;
};

/** One send that the clock gives up when `met` has happened; why it failed. */
const givenUp = async (settings: KafkaSettings, met: Promise<unknown>): Promise<string> => {
  const monotonic = new ManualMonotonic();
  const producers = new PartitionProducers({ settings, monotonic });
  const message = { key: 'ana', value: Buffer.from('{}'), headers: { type: 'SampleNoted' } };
  const sent = producers.send({ topic: 'debt', partition: 3 }, [message]).then(
    () => 'kept',
    (error: Error) => error.message,
  );
  await met;
  monotonic.pass(LONG_MS);
  const outcome = await sent;
  await producers.close();
  return outcome;
};

const sasl = { mechanism: 'scram-sha-512', username: 'ana', password: 'wrong' } as const;

describe('what cannot be sent to Kafka', () => {
  it('fails in time where a broker takes the connection and never answers', async () => {
    const { promise: met, resolve } = Promise.withResolvers<void>();
    const port = await listening((socket) => void socket.once('data', () => resolve()));
    expect(await givenUp({ brokers: [`127.0.0.1:${port}`] }, met)).toMatch(/^debt, partition 3: /);
  });

  it('fails in the words of what went wrong first, where nobody is there', async () => {
    const port = await listening(() => {});
    for (const end of ends.splice(0)) end();
    const refused = `debt, partition 3: connect ECONNREFUSED 127.0.0.1:${port}`;
    expect(await givenUp({ brokers: [`127.0.0.1:${port}`] }, firstOver())).toBe(refused);
  });

  it('fails, and nothing else does, where a broker hangs up while it lets in', async () => {
    const { promise: met, resolve } = Promise.withResolvers<void>();
    let times = 0;
    const port = await listening((socket) =>
      socket.once('data', () => {
        socket.resetAndDestroy();
        times += 1;
        if (times === 2) resolve();
      }),
    );
    expect(await givenUp({ brokers: [`127.0.0.1:${port}`], sasl }, met)).toMatch(/ECONNRESET/);
  });
});

describe('a broker behind TLS', () => {
  it.each([
    ['localhost', 'localhost'],
    ['127.0.0.1', undefined],
  ])('at %s hears the name by which it is asked: %s', async (host, name) => {
    const { promise: greeted, resolve } = Promise.withResolvers<string | undefined>();
    const server = createSecureServer({}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(() => server.close());
    server.on('tlsClientError', (_, socket) =>
      resolve((socket as { servername?: string }).servername || undefined),
    );
    const { port } = server.address() as AddressInfo;
    await givenUp({ brokers: [`${host}:${port}`], tls: true }, greeted);
    expect(await greeted).toBe(name);
  });
});

describeOn('own servers', 'a broker that lets in by name and password', () => {
  it('says that they are wrong', async () => {
    const { brokers, ca, username } = await testServers.secureKafka();
    const settings = {
      brokers,
      tls: { ca },
      sasl: { mechanism: 'plain', username, password: 'wrong' },
    } as const;
    expect(await givenUp(settings, firstOver())).toMatch(/[Aa]uthentication/);
  });
});
