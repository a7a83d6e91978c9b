import { Probe } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterEach, expect, it } from '@jest/globals';
import type { Admin, Kafka } from 'kafkajs';
import { openMemory } from '../memory/index.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { kafkaClient } from './client.ts';
import { KafkaBus } from './kafka-bus.ts';
import { kafkaHarness, sessionMs } from './testing/kafka-harness.ts';

/** A client whose first answer about where a group stands is that it is one message less far in every partition. */
const outdatedClient = (kafka: Kafka): Kafka => {
  let isFirst = true;
  const admin = (): Admin => {
    const real = kafka.admin();
    const fetchOffsets: Admin['fetchOffsets'] = async (asked) => {
      const standings = await real.fetchOffsets(asked);
      if (!isFirst) return standings;
      isFirst = false;
      return standings.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map((one) => ({
          ...one,
          offset: String(Math.max(Number(one.offset) - 1, -1)),
        })),
      }));
    };
    return { ...real, fetchOffsets };
  };
  return Object.assign(Object.create(kafka), { admin });
};

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describeOn('kafka', 'a commit that becomes known only after its partition was taken over', () => {
  it('lets the partition go on from what its new owner knows', async () => {
    const addresses = await testServers.kafka();
    const harness = await kafkaHarness(addresses, sessionMs(addresses));
    ends.push(() => harness.end());
    const before = new Probe();
    await harness.bus.consume({ group: 'one', types: ['SampleNoted'], handle: before.handle });
    await harness.append('debt-a', 3);
    await harness.bus.idle();
    await harness.reopen();
    const memory = openMemory({ monotonic: systemMonotonic });
    ends.push(() => memory.close());
    const bus = await KafkaBus.open({
      ...memory,
      kafka: outdatedClient(kafkaClient(addresses)),
      topics: harness.topics,
      monotonic: systemMonotonic,
      sessionMs: sessionMs(addresses),
    });
    ends.push(() => bus.close());
    const probe = new Probe();
    await bus.consume({ group: 'one', types: ['SampleNoted'], handle: probe.handle });
    // Nothing comes that would show it: the broker's word counts.
    await bus.idle();
    await harness.append('debt-a', 1);
    await probe.entered('debt-a@3');
    expect(probe.of('debt-a')).toEqual([2, 3]);
  }, 30_000);
});
