import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.ts';
import { type KafkaAddresses, KafkaCluster } from './kafka-cluster.ts';
import { MongoServer } from './mongo-server.ts';
import { endProgram, pidIn, programsIn } from './program.ts';
import { locks, serversFolder } from './workspace.ts';

export interface Addresses {
  readonly kafka?: KafkaAddresses;
  readonly mongo?: string;
}

export type ServerName = keyof Addresses;

/** A server as it was started: its programs run in a folder of its own. */
interface Started {
  readonly addresses: Addresses;
  /** The run of tests that started it and ends it; null where a person did. */
  readonly run: string | null;
}

const ALL: readonly ServerName[] = ['kafka', 'mongo'];

/** The servers of one folder: whoever names the same folder finds, uses and ends the same ones. */
export class Servers {
  readonly #folder: string;
  readonly #locks: string;

  constructor(folder: string, locks: string) {
    this.#folder = folder;
    this.#locks = locks;
  }

  /** Makes sure that a server runs, and says where. One that runs is left as it is. */
  ensure(server: ServerName, run: string | null, brokers: 1 | 3 = 1): Promise<Addresses> {
    return this.#alone(server, async () => {
      const before = this.#running(server);
      if (before) return before.addresses;
      await this.#end(server);
      mkdirSync(this.#of(server), { recursive: true });
      const addresses = await this.#launch(server, brokers);
      const started: Started = { addresses, run };
      writeFileSync(this.#note(server), JSON.stringify(started));
      return addresses;
    });
  }

  /** Where the servers that run now are. */
  status(): Addresses {
    return Object.assign({}, ...ALL.map((server) => this.#running(server)?.addresses ?? {}));
  }

  /** The processes of the servers, by name. */
  processes(): Readonly<Record<string, number>> {
    const found = ALL.flatMap((server) =>
      programsIn(this.#of(server)).map((name) => [name, pidIn(this.#of(server), name)] as const),
    );
    return Object.fromEntries(found.filter((one): one is [string, number] => one[1] !== null));
  }

  /** Starts what does not run, for a run of tests or a person. @throws when Kafka runs with another number of brokers */
  async up(brokers: 1 | 3 | null, run: string | null): Promise<Addresses> {
    const now = this.status().kafka?.brokers.length;
    if (brokers !== null && now !== undefined && now !== brokers) {
      throw new Error(`Kafka runs with ${now} broker(s): end it first with "npm run servers -- down"`);
    }
    const started = await Promise.all(ALL.map((server) => this.ensure(server, run, brokers ?? 1)));
    return Object.assign({}, ...started);
  }

  /** Ends all servers of the folder; resolves with whether there was anything to end. */
  async down(): Promise<boolean> {
    const ended = await Promise.all(ALL.map((server) => this.#alone(server, () => this.#end(server))));
    return ended.includes(true);
  }

  /** Ends the servers that a run of tests started. */
  async endOfRun(run: string): Promise<void> {
    for (const server of ALL) {
      await this.#alone(server, async () => {
        if (this.#running(server)?.run === run) await this.#end(server);
      });
    }
  }

  /** What was started and still runs, whole. */
  #running(server: ServerName): Started | null {
    const programs = programsIn(this.#of(server));
    const whole = programs.length > 0 && programs.every((one) => pidIn(this.#of(server), one) !== null);
    const note = this.#note(server);
    return whole && existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : null;
  }

  /** Ends what runs of a server, also what a killed run left half started, and removes its data. */
  async #end(server: ServerName): Promise<boolean> {
    const programs = programsIn(this.#of(server));
    await Promise.all(programs.map((one) => endProgram(this.#of(server), one)));
    rmSync(this.#of(server), { recursive: true, force: true });
    return programs.length > 0;
  }

  async #launch(server: ServerName, brokers: 1 | 3): Promise<Addresses> {
    if (server === 'mongo') return { mongo: (await MongoServer.start(this.#of(server))).address };
    return { kafka: (await KafkaCluster.start(this.#of(server), brokers)).addresses };
  }

  #alone<T>(server: ServerName, work: () => Promise<T>): Promise<T> {
    return alone(join(this.#locks, server), work);
  }

  #of(server: ServerName): string {
    return join(this.#folder, server);
  }

  #note(server: ServerName): string {
    return join(this.#of(server), 'started.json');
  }
}

/** The run of tests that this process belongs to; null in a person's hands. */
export const testRun = (): string | null => process.env.CAUCE_TEST_RUN ?? null;

/** The servers of this workspace. */
export const workspaceServers = new Servers(serversFolder, locks);
