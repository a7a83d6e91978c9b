import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDouble } from './local-system.ts';
import { type ProcessOptions, ProgramProcess } from './program-process.ts';

/** The plumbing of `npm run servers`. */
const SERVERS = fileURLToPath(new URL('../../../../libs/testing/src/servers/main.ts', import.meta.url));

type OnLine = ProcessOptions['onLine'];

interface Addresses {
  readonly kafka?: { readonly brokers: readonly string[] };
  readonly mongo?: string;
  /** Process ids, by name. */
  readonly processes?: Readonly<Record<string, number>>;
}

/** Has the servers of this workspace do something; what they answer. */
const servers = async (args: readonly string[], onLine: OnLine): Promise<string> => {
  const lines: string[] = [];
  const running = new ProgramProcess({
    name: 'servers',
    file: SERVERS,
    args,
    env: process.env,
    onLine: (name, line) => {
      lines.push(line);
      onLine(name, line);
    },
  });
  if ((await running.exited) !== 0) throw new Error(`the servers: ${lines.join('\n')}`);
  return lines.at(-1) ?? '';
};

const addressesIn = (text: string): Addresses => (text.startsWith('{') ? JSON.parse(text) : {});

export interface LocalServersOptions {
  /** Gives up the start. */
  readonly signal?: AbortSignal;
  /** The folder in which the double keeps its log, in one of its own; null: in its memory, which is quicker and bounded. */
  readonly logUnder?: string | null;
}

/** The servers that a system of the distributed profile stands on, on this machine, and a folder for its sandboxes. */
export class LocalServers {
  private constructor(
    readonly dir: string,
    /** Where the servers are, with keys and names that nobody else uses: what all programs are told. */
    readonly env: Readonly<Record<string, string>>,
    /** The process of each server that is on this machine, by name. */
    readonly processes: ReadonlyMap<string, number>,
    private readonly closing: (() => Promise<unknown>)[],
  ) {}

  /** Starts servers unless they run, and the double of the event store unless there is a real one. */
  static async start(
    name: string,
    onLine: OnLine,
    { signal, logUnder = tmpdir() }: LocalServersOptions = {},
  ): Promise<LocalServers> {
    const quietly = (): void => {};
    const closing: (() => Promise<unknown>)[] = [];
    try {
      const ran = addressesIn(await servers(['status', '--json'], quietly));
      const { kafka, mongo, processes = {} } = addressesIn(await servers(['up', '--json'], onLine));
      if (!kafka || !mongo) throw new Error('the servers did not say where they are');
      // Those of a run of tests are also used by tests beside this one, and end with the run.
      if (!ran.kafka && process.env.CAUCE_TEST_RUN === undefined)
        closing.push(() => servers(['down'], onLine));
      const ownFolder = (under: string): string => {
        const made = mkdtempSync(join(under, `cauce-${name}-`));
        closing.push(async () => rmSync(made, { recursive: true, force: true }));
        return made;
      };
      const dir = ownFolder(tmpdir());
      const running = new Map(Object.entries(processes));
      let eventStore = process.env.CAUCE_EVENTSTORE_URL;
      if (!eventStore) {
        const double = await startDouble(logUnder && ownFolder(logUnder), 0, onLine);
        closing.push(() => double.process.stop());
        running.set('eventstore', double.process.pid);
        eventStore = double.url;
      }
      signal?.throwIfAborted();
      const own = `${name}-${randomUUID().slice(0, 8)}`;
      const env = {
        CAUCE_PROFILE: 'distributed',
        CAUCE_SECRET: randomBytes(32).toString('hex'),
        CAUCE_MASTER_KEY: randomBytes(32).toString('hex'),
        CAUCE_EVENTSTORE_URL: eventStore,
        CAUCE_EVENTSTORE_NAMESPACE: `${own}-`,
        CAUCE_KAFKA_BROKERS: kafka.brokers.join(','),
        CAUCE_KAFKA_PREFIX: `${own}.`,
        CAUCE_KAFKA_REPLICAS: String(kafka.brokers.length),
        CAUCE_MONGO_URL: mongo,
        CAUCE_MONGO_DATABASE: own,
      };
      return new LocalServers(dir, env, running, closing);
    } catch (error) {
      await end(closing);
      throw error;
    }
  }

  /** Ends what was started. */
  stop(): Promise<void> {
    return end(this.closing);
  }
}

const end = async (closing: readonly (() => Promise<unknown>)[]): Promise<void> => {
  for (const close of closing.toReversed()) await close();
};
