import { done, type Outcome } from '@cauce/ports';
import { Probe } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterEach, expect, it } from '@jest/globals';
import type {
  Batch,
  ConsumerConfig,
  ConsumerRunConfig,
  EachBatchPayload,
  Kafka,
  PartitionAssigner,
} from 'kafkajs';
import { openMemory } from '../memory/index.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { kafkaClient } from './client.ts';
import { KafkaBus } from './kafka-bus.ts';
import { kafkaHarness, sessionMs } from './testing/kafka-harness.ts';

/** What kafkajs takes for the broker's word that the group divides its work anew. */
const ANEW = Object.assign(new Error('the test divides the work anew'), {
  name: 'KafkaJSError',
  type: 'REBALANCE_IN_PROGRESS',
});

/**
 * A client that, once told to, keeps the next batch of a topic back until the group has divided its work anew, and
 * hands it over then in place of the first batch that was asked for after.
 */
const lateClient = (kafka: Kafka, topic: string) => {
  let keeps = false;
  let kept: Batch | null = null;
  const handingOver = Promise.withResolvers<void>();
  const watched =
    (assigner: PartitionAssigner): PartitionAssigner =>
    (config) => {
      const real = assigner(config);
      const protocol: typeof real.protocol = (subscription) => {
        try {
          return real.protocol(subscription);
        } catch (error) {
          if (kept) handingOver.resolve();
          throw error;
        }
      };
      return { ...real, protocol };
    };
  const late =
    (take: (payload: EachBatchPayload) => Promise<void>) =>
    async (payload: EachBatchPayload): Promise<void> => {
      if (payload.batch.topic !== topic) return take(payload);
      if (keeps) {
        keeps = false;
        kept = payload.batch;
        throw ANEW;
      }
      const batch = kept ?? payload.batch;
      kept = null;
      return take({ ...payload, batch });
    };
  const consumer = (config: ConsumerConfig) => {
    const partitionAssigners = config.partitionAssigners?.map(watched);
    const real = kafka.consumer({ ...config, partitionAssigners });
    const run = (how: ConsumerRunConfig) =>
      real.run({ ...how, eachBatch: how.eachBatch && late(how.eachBatch) });
    return { ...real, run };
  };
  const client: Kafka = Object.assign(Object.create(kafka), { consumer });
  return {
    client,
    /** Resolves when the work that was under way before the division is waited for. */
    handingOver: handingOver.promise,
    keepNext: (): void => {
      keeps = true;
    },
  };
};

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describeOn('kafka', 'a batch that was asked for before a group divided its work anew', () => {
  it('does not make those before it count as finished, which are begun anew', async () => {
    const addresses = await testServers.kafka();
    const harness = await kafkaHarness(addresses, sessionMs(addresses));
    ends.push(() => harness.end());
    const { client, handingOver, keepNext } = lateClient(
      kafkaClient(addresses),
      harness.topics.named('debt'),
    );
    const memory = openMemory({ monotonic: systemMonotonic });
    ends.push(() => memory.close());
    const bus = await KafkaBus.open({
      ...memory,
      kafka: client,
      topics: harness.topics,
      monotonic: systemMonotonic,
      sessionMs: sessionMs(addresses),
    });
    ends.push(() => bus.close());
    const gate = Promise.withResolvers<Outcome>();
    const probe = new Probe().on('debt-a@0', () => gate.promise);
    await bus.consume({ group: 'one', types: ['SampleNoted'], handle: probe.handle });
    await harness.append('debt-a', 3);
    await probe.entered('debt-a@0');
    keepNext();
    await harness.append('debt-a', 1);
    await handingOver;
    gate.resolve(done);
    await probe.entered('debt-a@3');
    await bus.idle();
    expect(probe.of('debt-a')).toEqual([0, 1, 2, 3]);
  }, 60_000);
});
