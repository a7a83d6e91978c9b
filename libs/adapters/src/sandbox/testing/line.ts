import { connect, createServer, type Socket } from 'node:net';

const HOST = '127.0.0.1';

/** Who sent some bytes. */
export type Side = 'client' | 'server';

/** Reads along on one connection: whether bytes of the client carry a message, or bytes of the server its answer. */
export type Follower = (from: Side, bytes: Buffer) => boolean;

/** A TCP line between a gateway and its provider that can be cut, and mended, at a chosen moment. */
export class Line {
  readonly #server = createServer((client) => this.#join(client));
  readonly #sockets = new Set<Socket>();
  readonly #target: () => number;
  readonly #follow: () => Follower;
  #port = 0;
  #lose: Side | null = null;

  /** @param target port of the provider; @param follow makes the reader of a new connection */
  constructor(target: () => number, follow: () => Follower) {
    this.#target = target;
    this.#follow = follow;
  }

  /** Lets clients through; the port, which stays the same when the line is opened again. */
  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, HOST, resolve));
    const address = this.#server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
    return this.#port;
  }

  /** Hangs up on everybody; they have noticed when it resolves. */
  async hangUp(): Promise<void> {
    const closed = [...this.#sockets].map(
      (socket) => new Promise((resolve) => socket.once('close', resolve)),
    );
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(closed);
  }

  /** Hangs up on everybody, and lets nobody through any more. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    await this.hangUp();
    await closed;
  }

  /** The answer to the next message is lost, after the provider took it or before it heard it. */
  loseNextAnswer(taken: boolean): void {
    this.#lose = taken ? 'server' : 'client';
  }

  #join(client: Socket): void {
    const server = connect(this.#target(), HOST);
    const carries = this.#follow();
    const sides = [
      ['client', client, server],
      ['server', server, client],
    ] as const;
    for (const [side, socket, other] of sides) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.on('data', (bytes: Buffer) => {
        if (carries(side, bytes) && this.#lose === side) {
          this.#lose = null;
          client.destroy();
        } else other.write(bytes);
      });
    }
  }
}
