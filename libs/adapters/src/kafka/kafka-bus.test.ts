import { messageBusContract } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { kafkaHarness } from './testing/kafka-harness.ts';

describeOn('kafka', 'Kafka', () => {
  messageBusContract('Kafka', async () => {
    const it = await kafkaHarness(await testServers.kafka());
    return { it, dispose: () => it.end() };
  });
});
