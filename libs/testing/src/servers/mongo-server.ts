import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { classPath } from './jars.ts';
import { freePorts, LOOPBACK } from './machine.ts';
import { Program } from './program.ts';
import { at } from './workspace.ts';

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, LOOPBACK, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A server of MongoDB's wire protocol over a file, on a free port of this machine, that a test may kill and start again. */
export class MongoServer {
  readonly address: string;
  readonly #program: Program;
  readonly #port: number;

  private constructor(program: Program, port: number) {
    this.#program = program;
    this.#port = port;
    this.address = `mongodb://${LOOPBACK}:${port}`;
  }

  /** Starts a server in a folder of its own. */
  static async start(folder: string): Promise<MongoServer> {
    mkdirSync(folder, { recursive: true });
    const jars = await classPath('mongo');
    const [port] = (await freePorts(1)) as [number];
    const program = new Program(folder, 'mongo', [
      '-Xmx512m',
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-cp',
      jars,
      at('deploy/servers/mongo/MongoOnLoopback.java'),
      join(folder, 'mongo.h2'),
      String(port),
    ]);
    const server = new MongoServer(program, port);
    await server.startAgain();
    return server;
  }

  /** Starts the server after it was killed, on its data and port of before, and waits until it answers. */
  startAgain(): Promise<void> {
    return this.#program.start(() => listens(this.#port));
  }

  /** Stops or lets go on; a stopped server keeps its connections and says nothing. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#program.signal(signal);
  }

  /** Takes the server away without a word, as a power cut would. */
  kill(): Promise<void> {
    return this.#program.kill();
  }
}
