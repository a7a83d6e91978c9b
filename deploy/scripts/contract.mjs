/**
 * `npm run contract -- KIND --OPTION VALUE`: runs the contract suite of an adapter, and the faults that any server can
 * be given, against a server of yours. What the tests store there has names of its own and is left behind.
 */
import { parseArgs } from 'node:util';
import { ensureInstalled } from './ensure.mjs';
import { jest, run } from './run.mjs';
import { at, say } from './workspace.mjs';

/** The kinds of servers: the option that names one, the variable by which tests get it, and the tests. */
const KINDS = {
  eventstore: {
    option: 'url',
    example: 'esdb://HOST:2113?tls=false',
    variable: 'CAUCE_TEST_EVENTSTORE',
    tests: [
      'libs/adapters/src/eventstoredb/event-store.test.ts',
      'libs/adapters/src/eventstoredb/cuts.test.ts',
    ],
  },
  mongo: {
    option: 'url',
    example: 'mongodb://HOST:27017',
    variable: 'CAUCE_TEST_MONGO',
    tests: [
      'libs/adapters/src/mongodb/ports.test.ts',
      'libs/adapters/src/mongodb/open.test.ts',
      'libs/adapters/src/mongodb/two-processes.test.ts',
    ],
  },
  kafka: {
    option: 'brokers',
    example: 'HOST:9092,HOST:9092',
    variable: 'CAUCE_TEST_KAFKA',
    tests: [
      'libs/adapters/src/kafka/kafka-bus.test.ts',
      'libs/adapters/src/kafka/processes.test.ts',
      'libs/adapters/src/kafka/topic-admin.test.ts',
    ],
  },
};

const usage = (code = 2) => {
  say('usage:');
  for (const [kind, { option, example }] of Object.entries(KINDS)) {
    say(`  npm run contract -- ${kind} --${option} ${example}`);
  }
  process.exit(code);
};
if (process.argv.includes('--help')) usage(0);

const options = Object.fromEntries(Object.values(KINDS).map(({ option }) => [option, { type: 'string' }]));
const read = () => {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    say(error.message);
    return usage();
  }
};
const { values, positionals } = read();
const kind = KINDS[positionals[0]];
const server = kind && values[kind.option];
if (!server || positionals.length !== 1 || Object.keys(values).length !== 1) usage();

ensureInstalled();
process.env[kind.variable] = server;
process.exitCode = await run([...jest, '-i', '--verbose', ...kind.tests.map(at)], at(''));
