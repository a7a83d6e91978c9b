import { parseArgs } from 'node:util';
import { hasJava } from './machine.ts';
import { type Addresses, testRun, workspaceServers } from './servers.ts';

const USAGE = `npm run servers -- up [--brokers 1|3] | down | status   [--json]

  up      starts Kafka and a MongoDB-wire server on this machine, unless they run, and prints their addresses
  down    ends them, also those that a killed run left behind, and removes their data
  status  prints the addresses of those that run`;

const lines = ({ kafka, mongo }: Addresses): string[] => [
  ...(kafka ? [`kafka        ${kafka.brokers.join(',')}`] : []),
  ...(kafka?.secure ? [`kafka (TLS)  ${kafka.secure.brokers.join(',')}`] : []),
  ...(mongo ? [`mongo        ${mongo}`] : []),
];

const say = (addresses: Addresses, json: boolean): void =>
  console.log(
    json
      ? JSON.stringify({ ...addresses, processes: workspaceServers.processes() })
      : lines(addresses).join('\n') || 'no server runs',
  );

const arguments_ = () => {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { brokers: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const { brokers } = values;
    if (brokers !== undefined && brokers !== '1' && brokers !== '3') return null;
    const count = brokers === undefined ? null : brokers === '3' ? 3 : 1;
    return positionals.length === 1
      ? ({ command: positionals[0], brokers: count, json: values.json } as const)
      : null;
  } catch {
    return null;
  }
};

const main = async (): Promise<number> => {
  const given = arguments_();
  switch (given?.command) {
    case 'up':
      if (!hasJava()) throw new Error('Java 17 and Maven are needed: no "java" or "mvn" on the path');
      say(await workspaceServers.up(given.brokers, testRun()), given.json);
      return 0;
    case 'down':
      console.log((await workspaceServers.down()) ? 'the servers have ended' : 'no server ran');
      return 0;
    case 'status':
      say(workspaceServers.status(), given.json);
      return 0;
    default:
      console.error(USAGE);
      return 2;
  }
};

process.exitCode = await main().catch((error: Error) => {
  console.error(`servers: ${error.message}`);
  return 1;
});
