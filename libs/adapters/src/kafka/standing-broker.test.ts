import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { appended, SampleStreams } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { expect, it } from '@jest/globals';
import { openMemory } from '../memory/index.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { KafkaPublisher } from './publisher.ts';
import { kafkaHarness, sessionMs } from './testing/kafka-harness.ts';
import { published } from './testing/published.ts';

/** Enough for a busy machine; where the same one is asked again and again, no number is. */
const TRIES = 10;

/** A broker whose process stands still: the machine takes the connection, and nobody ever answers. */
const standingBroker = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, close: () => server.close() };
};

describeOn('kafka', 'where the broker that is asked first stands still', () => {
  it('sends go on, by what another one says', async () => {
    const settings = await testServers.kafka();
    const harness = await kafkaHarness(settings, sessionMs(settings));
    const { address, close } = await standingBroker();
    const publisher = await KafkaPublisher.open({
      settings: { ...settings, brokers: [address, ...settings.brokers] },
      topics: harness.topics,
      patience: { retries: 2, retryDelay: 0, requestTimeout: 500 },
    });
    const { store } = openMemory({ monotonic: systemMonotonic });
    const events = await appended(store, new SampleStreams().next('debt-a', 2));
    const bring = () =>
      published(publisher, events).then(
        () => true,
        () => false,
      );
    let kept = false;
    for (let tried = 0; tried < TRIES && !kept; tried += 1) kept = await bring();
    expect(kept).toBe(true);
    await publisher.close();
    close();
    await harness.end();
  });
});
