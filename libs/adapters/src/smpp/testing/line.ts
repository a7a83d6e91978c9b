import { connect, createServer, type Socket } from 'node:net';
import { COMMAND, PduReader, responseTo } from '../pdu.ts';

const HOST = '127.0.0.1';

/** A line between gateway and SMSC that can be cut at a chosen moment. */
export class Line {
  readonly #server = createServer((client) => this.#join(client));
  readonly #sockets = new Set<Socket>();
  #port = 0;
  #lose: boolean | null = null;

  readonly #target: () => number;

  constructor(target: () => number) {
    this.#target = target;
  }

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

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    await this.hangUp();
    await closed;
  }

  /** The answer to the next submit_sm is lost, after the SMSC took it or before it heard it. */
  loseNextAnswer(taken: boolean): void {
    this.#lose = taken;
  }

  #join(client: Socket): void {
    const server = connect(this.#target(), HOST);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      const reader = new PduReader();
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      const fatal = socket === client ? COMMAND.submitSm : responseTo(COMMAND.submitSm);
      socket.on('data', (bytes: Buffer) => {
        const commands = reader.push(bytes).map(({ command }) => command);
        if (this.#lose === (socket === server) && commands.includes(fatal)) {
          this.#lose = null;
          client.destroy();
        } else other.write(bytes);
      });
    }
  }
}
