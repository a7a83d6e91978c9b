import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MemoryEventStore } from '../memory/event-store.ts';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { Connection } from './connection.ts';
import { parseConnectionString } from './connection-string.ts';
import { backwardsRequest, logRequest, NOT_OF_THE_SERVER } from './read-request.ts';
import { Reader } from './reader.ts';
import { EventStoreDouble } from './testing/double.ts';
import { DoubleLog } from './testing/double-log.ts';

let double: EventStoreDouble;
let connection: Connection;
beforeEach(async () => {
  double = await EventStoreDouble.start({ log: new DoubleLog(new MemoryEventStore(hurriedMonotonic())) });
  connection = new Connection(parseConnectionString(double.url));
});
afterEach(async () => {
  await connection.dispose();
  await double.stop();
});

it('is no failure to a read that begins at the moment in which the client gives its channel up', async () => {
  const reader = new Reader(connection, '', systemMonotonic, new AbortController().signal);
  const subscription = await connection.read(logRequest(NOT_OF_THE_SERVER, null, 'subscription'), false);
  subscription.resume();
  const reading = new Promise((resolve) => {
    subscription.on('error', () => resolve(reader.head('debt-1')));
  });
  await reader.end();
  await double.dropSubscriptions(status.UNAVAILABLE);
  expect(await reading).toMatchObject({ revision: -1 });
});

it('ends no process where another call fails while the members of the cluster are looked for in vain', async () => {
  const log = new DoubleLog(new MemoryEventStore(hurriedMonotonic()));
  const seed = await EventStoreDouble.start({ log });
  seed.faults.leader = double.address;
  const { host, port } = seed.address;
  const options = 'tls=false&maxDiscoverAttempts=1&discoveryInterval=300';
  const cluster = new Connection(parseConnectionString(`esdb://${host}:${port},${host}:1?${options}`));
  const reader = new Reader(cluster, '', systemMonotonic, new AbortController().signal);
  await reader.end();
  const subscription = await cluster.read(logRequest(NOT_OF_THE_SERVER, null, 'subscription'), false);
  const failed = new Promise((resolve) => subscription.on('error', resolve));
  await once(subscription, 'data');
  await seed.stop();
  double.faults.notReady = 1;
  await expect(reader.once(backwardsRequest(null, 1))).rejects.toThrow('Not Ready');
  const looking = expect(reader.once(backwardsRequest(null, 1))).rejects.toThrow('Failed to discover');
  await double.dropSubscriptions(status.UNAVAILABLE);
  await failed;
  await looking;
  await new Promise((resolve) => setImmediate(resolve));
  await cluster.dispose();
});
