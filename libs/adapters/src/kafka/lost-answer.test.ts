import type { RecordedEvent } from '@cauce/contracts';
import { done } from '@cauce/ports';
import { appended, SampleStreams } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { expect, it } from '@jest/globals';
import { openMemory } from '../memory/index.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { kafkaClient } from './client.ts';
import { KafkaPublisher } from './publisher.ts';
import { cuttableSockets } from './testing/cuttable-sockets.ts';
import { kafkaHarness, sessionMs } from './testing/kafka-harness.ts';
import { published } from './testing/published.ts';

describeOn('kafka', 'what the broker has kept without being heard', () => {
  it('is brought again with what came since, and neither refused for ever nor lost', async () => {
    const addresses = await testServers.kafka();
    const harness = await kafkaHarness(addresses, sessionMs(addresses));
    const { factory, deafen, mend } = cuttableSockets();
    const kafka = kafkaClient(addresses, undefined, { socketFactory: factory, retry: { retries: 1 } });
    const publisher = await KafkaPublisher.open(kafka, harness.topics);
    const memory = openMemory({ monotonic: systemMonotonic });
    const events = await appended(memory.store, new SampleStreams().next('debt-a', 6));
    const brought = (from: number, to: number) => published(publisher, events.slice(from, to));
    await brought(0, 2);
    deafen();
    await expect(brought(2, 4)).rejects.toThrow();
    mend();
    await brought(2, 5);
    await brought(5, 6);
    const handled: number[] = [];
    const handle = async ({ revision }: RecordedEvent) => {
      handled.push(revision);
      return done;
    };
    await harness.bus.consume({ group: 'one', types: ['SampleNoted'], handle });
    await harness.bus.idle();
    expect(handled).toEqual([0, 1, 2, 3, 4, 5]);
    await publisher.close();
    await memory.close();
    await harness.end();
  }, 60_000);
});
