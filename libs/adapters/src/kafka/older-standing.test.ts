import { Probe } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Admin, Kafka } from 'kafkajs';
import { type KafkaHarness, kafkaHarness, sessionMs } from './testing/kafka-harness.ts';

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

describeOn('kafka', 'a commit that becomes known only after its partition was taken over', () => {
  let harness: KafkaHarness;
  beforeEach(async () => {
    const addresses = await testServers.kafka();
    harness = await kafkaHarness(addresses, sessionMs(addresses));
  });
  afterEach(() => harness.end());

  it('lets the partition go on from what its new owner knows', async () => {
    const before = new Probe();
    await harness.bus.consume({ group: 'one', types: ['SampleNoted'], handle: before.handle });
    await harness.append('debt-a', 3);
    await harness.bus.idle();
    await harness.reopen();
    const { bus } = await harness.start(outdatedClient);
    const probe = new Probe();
    await bus.consume({ group: 'one', types: ['SampleNoted'], handle: probe.handle });
    // Nothing comes that would show it: the broker's word counts.
    await bus.idle();
    await harness.append('debt-a', 1);
    await probe.entered('debt-a@3');
    expect(probe.of('debt-a')).toEqual([2, 3]);
  });
});
