import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { BSON } from 'mongodb';

/** Bytes before the document of a message: its header, its flags and the kind of its first section. */
const BEFORE = 21;
const OP_MSG = 2013;

/** A message that answers another by one document. */
const answerTo = (requestId: number, document: object): Buffer => {
  const body = BSON.serialize(document);
  const message = Buffer.alloc(BEFORE + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(requestId, 8);
  message.writeInt32LE(OP_MSG, 12);
  message.set(body, BEFORE);
  return message;
};

/** Takes the whole messages off what has come. */
const messagesIn = (bytes: Buffer): { readonly messages: Buffer[]; readonly rest: Buffer } => {
  const messages: Buffer[] = [];
  let rest = bytes;
  while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
    const length = rest.readInt32LE(0);
    messages.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
  return { messages, rest };
};

const VERSION = Buffer.from('maxWireVersion\0');
/** That of MongoDB 7. */
const MODERN = 21;

/** What a server says of itself, as a server of today: to answers of older ones the driver adds what they say of errors. */
const modern = (chunk: Buffer): Buffer => {
  const at = chunk.indexOf(VERSION);
  if (at >= 0) chunk.writeInt32LE(MODERN, at + VERSION.length);
  return chunk;
};

/** Stands before a server, and answers some commands in its place as one does that is handing over. */
export class HandingOver {
  /** What is answered to `commands`: a code of MongoDB's, or null where the server itself answers. */
  code: number | null = null;
  readonly #server: { readonly hostname: string; readonly port: string };
  readonly #commands: readonly string[];
  readonly #listener = createServer((client) => this.#serve(client));
  readonly #sockets = new Set<Socket>();

  private constructor(url: string, commands: readonly string[]) {
    this.#server = new URL(url);
    this.#commands = commands;
  }

  static async before(url: string, commands: readonly string[]): Promise<HandingOver> {
    const one = new HandingOver(url, commands);
    await new Promise<void>((resolve) => one.#listener.listen(0, '127.0.0.1', resolve));
    return one;
  }

  get url(): string {
    return `mongodb://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  #serve(client: Socket): void {
    const server = connect(Number(this.#server.port), this.#server.hostname);
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    server.on('data', (chunk: Buffer) => client.write(modern(chunk)));
    client.on('close', () => server.destroy());
    let come = Buffer.alloc(0);
    client.on('data', (chunk: Buffer) => {
      const { messages, rest } = messagesIn(Buffer.concat([come, chunk]));
      come = Buffer.from(rest);
      for (const message of messages) {
        const answer = this.#answer(message);
        if (answer) client.write(answer);
        else server.write(message);
      }
    });
  }

  #answer(message: Buffer): Buffer | null {
    if (this.code === null || message.readInt32LE(12) !== OP_MSG) return null;
    const length = message.readInt32LE(BEFORE);
    const [command = ''] = Object.keys(BSON.deserialize(message.subarray(BEFORE, BEFORE + length)));
    if (!this.#commands.includes(command)) return null;
    const { code } = this;
    return answerTo(message.readInt32LE(4), { ok: 0, code, errmsg: 'handing over' });
  }
}
