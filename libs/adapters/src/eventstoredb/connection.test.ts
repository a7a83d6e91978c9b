import { once } from 'node:events';
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
