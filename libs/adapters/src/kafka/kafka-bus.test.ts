import { messageBusContract } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { kafkaHarness, sessionMs } from './testing/kafka-harness.ts';

describeOn('kafka', 'on a real broker', () => {
  messageBusContract('kafka', async () => {
    const addresses = await testServers.kafka();
    const it = await kafkaHarness(addresses, sessionMs(addresses));
    return { it, dispose: () => it.end() };
  });
});
