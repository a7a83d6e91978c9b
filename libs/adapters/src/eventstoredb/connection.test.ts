import { once } from 'node:events';
import { createServer as createProxy } from 'node:http';
import { createServer, type Http2Session, type Settings } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { Connection } from './connection.ts';
import { parseConnectionString } from './connection-string.ts';
import { logRequest, NOT_OF_THE_SERVER } from './read-request.ts';

it('lets the server send a megabyte before it hears that anything was taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connection = new Connection(parseConnectionString(`esdb://127.0.0.1:${port}?tls=false`));
  const come = once(server, 'session') as Promise<[Http2Session]>;
  const call = await connection.read(logRequest(NOT_OF_THE_SERVER, null, 'subscription'), false);
  call.on('error', () => {});
  const [session] = await come;
  const [settings] = (await once(session, 'remoteSettings')) as [Settings];
  expect(settings.initialWindowSize).toBe(1024 * 1024);
  call.cancel();
  await connection.dispose();
  session.destroy();
  server.close();
});

it('goes through the proxy that the environment names, to the server', async () => {
  const proxy = createProxy().listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const asked = new Promise((resolve) => {
    proxy.on('connect', ({ url }, socket) => {
      resolve(url);
      socket.destroy();
    });
  });
  const { env } = process;
  process.env = { ...env, grpc_proxy: `http://127.0.0.1:${port}`, no_grpc_proxy: 'nobody.invalid' };
  const connection = new Connection(parseConnectionString('esdb://127.0.0.1:2113?tls=false'));
  const call = await connection.read(logRequest(NOT_OF_THE_SERVER, null, 'subscription'), false);
  process.env = env;
  call.on('error', () => {});
  const target = await asked;
  call.cancel();
  await connection.dispose();
  proxy.close();
  expect(target).toBe('127.0.0.1:2113');
});
