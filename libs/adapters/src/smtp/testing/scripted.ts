import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificate } from '@cauce/testing/servers';

/** What a server says to each command that has nothing against a message. */
export const POLITE = {
  EHLO: '250 hello',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  '.': '250 ok queued as X1',
  RSET: '250 ok',
  QUIT: '221 bye',
};

/**
 * A server that says these lines, one for each line that it hears after its greeting; it hangs up instead of saying an
 * empty one, and is silent where there is none. With a certificate it speaks TLS from the first byte.
 */
export const scriptedServer = async (
  greeting: string,
  replies: Readonly<Record<string, string>>,
  tls?: Certificate,
) => {
  const sockets = new Set<Socket>();
  const heard: string[] = [];
  const say = (socket: Socket, line: string): unknown =>
    line === '' ? socket.destroy() : socket.write(`${line}\r\n`);
  const join = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      for (const line of bytes.toString('latin1').split('\r\n').filter(Boolean)) {
        heard.push(line);
        const reply = replies[line.split(/[ :]/, 1)[0] ?? ''];
        if (reply !== undefined) say(socket, reply);
      }
    });
    say(socket, greeting);
  };
  const server = tls ? createTlsServer({ key: tls.key, cert: tls.certificate }, join) : createServer(join);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    /** Every line that it heard, of commands and of messages. */
    heard,
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
