import { describe, it } from '@jest/globals';
import type { KafkaAddresses, SecureListener } from './kafka-cluster.ts';
import { hasGo, hasJava } from './machine.ts';
import { testRun, workspaceServers } from './servers.ts';

/** Set by whoever has servers that the tests may use. */
const given = {
  kafka: () => process.env.CAUCE_TEST_KAFKA,
  mongo: () => process.env.CAUCE_TEST_MONGO,
};

const need = <T>(address: T | undefined): T => {
  if (address === undefined) throw new Error('the server did not say where it is');
  return address;
};

/** The real servers that tests run on, started when a test first asks. What is stored there is shared: use fresh names. */
export const testServers = {
  kafka: async (): Promise<KafkaAddresses> => {
    const brokers = given.kafka();
    if (brokers) return { brokers: brokers.split(','), secure: null };
    return need((await workspaceServers.ensure('kafka', testRun())).kafka);
  },
  /** The listener with TLS and SASL of a Kafka that is our own. */
  secureKafka: async (): Promise<SecureListener> =>
    need((await workspaceServers.ensure('kafka', testRun())).kafka?.secure ?? undefined),
  /** Address of a MongoDB server, without a database. */
  mongo: async (): Promise<string> =>
    given.mongo() ?? need((await workspaceServers.ensure('mongo', testRun())).mongo),
};

const NEEDED = {
  kafka: 'Kafka: set CAUCE_TEST_KAFKA, or install Java 17 and Maven',
  go: 'Go: install Go 1.26',
  'own servers': 'servers of its own: install Java 17 and Maven',
  mongo: 'MongoDB: set CAUCE_TEST_MONGO, or install Java 17 and Maven',
};

export interface Circumstances {
  /** Whether servers can be started here, or an address of one was given. */
  readonly available: boolean;
  readonly ci: boolean;
}

/** What becomes of tests that need a server: a run that proves nothing must not pass for one that does in CI. */
export const fateOf = ({ available, ci }: Circumstances): 'run' | 'skip' | 'fail' => {
  if (available) return 'run';
  return ci ? 'fail' : 'skip';
};

const circumstances = (what: keyof typeof NEEDED): Circumstances => ({
  available: what === 'go' ? hasGo() : hasJava() || (what !== 'own servers' && Boolean(given[what]())),
  ci: process.env.CI === 'true',
});

/** A block of tests on a real server, or with a real tool. Where it cannot be had the block is skipped and says so; in CI it fails. */
export const describeOn = (what: keyof typeof NEEDED, name: string, tests: () => void): void => {
  const fate = fateOf(circumstances(what));
  const needs = `needs ${NEEDED[what]}`;
  if (fate === 'run') describe(name, tests);
  else if (fate === 'skip') describe.skip(`${name} (skipped: ${needs})`, tests);
  else {
    it(`${name} ${needs}`, () => {
      throw new Error(`not to be skipped in CI: ${needs}`);
    });
  }
};
