import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SystemClock, SystemMonotonic } from '@cauce/runtime';
import { adminKeyFile } from '../principals/admin-key.ts';
import { LocalSystem, startDouble } from './local-system.ts';
import { ProgramProcess } from './program-process.ts';
import { readableLine } from './readable-line.ts';

/** The plumbing of `npm run servers`. */
const SERVERS = fileURLToPath(new URL('../../../../libs/testing/src/servers/main.ts', import.meta.url));

interface Addresses {
  readonly kafka?: { readonly brokers: readonly string[] };
  readonly mongo?: string;
}

/** Has the servers of this workspace do something; what they answer. */
const servers = async (
  args: readonly string[],
  onLine: (name: string, line: string) => void,
): Promise<string> => {
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

/** A whole system of the distributed profile for the one who works on it: fresh at each start, gone at its end. */
export class DevSystem {
  private constructor(
    readonly api: string,
    readonly keyFile: string,
    private readonly closing: (() => Promise<unknown>)[],
  ) {}

  /** Starts servers unless they run, the double of the event store unless there is a real one, and all programs. */
  static async start(print: (line: string) => void, signal: AbortSignal): Promise<DevSystem> {
    const onLine = (name: string, line: string): void => print(readableLine(name, line));
    const quietly = (): void => {};
    const closing: (() => Promise<unknown>)[] = [];
    try {
      const ran = addressesIn(await servers(['status', '--json'], quietly));
      const { kafka, mongo } = addressesIn(await servers(['up', '--json'], onLine));
      if (!kafka || !mongo) throw new Error('the servers did not say where they are');
      if (!ran.kafka) closing.push(() => servers(['down'], onLine));
      const dir = mkdtempSync(join(tmpdir(), 'cauce-dev-'));
      closing.push(async () => rmSync(dir, { recursive: true, force: true }));
      const name = `dev-${randomUUID().slice(0, 8)}`;
      let eventStore = process.env.CAUCE_EVENTSTORE_URL;
      if (!eventStore) {
        const double = await startDouble(dir, 0, onLine);
        closing.push(() => double.process.stop());
        eventStore = double.url;
      }
      signal.throwIfAborted();
      const env = {
        CAUCE_PROFILE: 'distributed',
        CAUCE_SECRET: randomBytes(32).toString('hex'),
        CAUCE_MASTER_KEY: randomBytes(32).toString('hex'),
        CAUCE_EVENTSTORE_URL: eventStore,
        CAUCE_EVENTSTORE_NAMESPACE: `${name}-`,
        CAUCE_KAFKA_BROKERS: kafka.brokers.join(','),
        CAUCE_KAFKA_PREFIX: `${name}.`,
        CAUCE_KAFKA_REPLICAS: String(kafka.brokers.length),
        CAUCE_MONGO_URL: mongo,
        CAUCE_MONGO_DATABASE: name,
      };
      const monotonic = new SystemMonotonic();
      const local = await LocalSystem.start({ dir, env, clock: new SystemClock(), monotonic, onLine });
      closing.push(() => local.stop());
      await local.ready();
      return new DevSystem(await local.apiUrl(), adminKeyFile(dir), closing);
    } catch (error) {
      await end(closing);
      throw error;
    }
  }

  /** Ends everything that it started, the programs first. */
  stop(): Promise<void> {
    return end(this.closing);
  }
}

const end = async (closing: readonly (() => Promise<unknown>)[]): Promise<void> => {
  for (const close of closing.toReversed()) await close();
};
