import type { RecordedEvent } from '@cauce/contracts';
import { appended, SampleStreams } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openMemory } from '../memory/index.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import type { Patience } from './partition-producers.ts';
import { KafkaPublisher } from './publisher.ts';
import { deafSockets } from './testing/deaf-sockets.ts';
import { everythingIn } from './testing/everything-in.ts';
import { type KafkaHarness, kafkaHarness, sessionMs } from './testing/kafka-harness.ts';
import { published } from './testing/published.ts';

describeOn('kafka', 'what the broker has kept without being heard', () => {
  let harness: KafkaHarness;
  let sockets: ReturnType<typeof deafSockets>;
  let events: readonly RecordedEvent[];
  let publishers: KafkaPublisher[];
  beforeEach(async () => {
    const settings = await testServers.kafka();
    harness = await kafkaHarness(settings, sessionMs(settings));
    const { store } = openMemory({ monotonic: systemMonotonic });
    events = await appended(store, new SampleStreams().next('debt-a', 6));
    sockets = deafSockets();
    publishers = [];
  });
  afterEach(async () => {
    sockets.end();
    for (const publisher of publishers) await publisher.close();
    await harness.end();
  });

  /** A process that brings events from one to before another, numbered from 0. */
  const bringing = async (patience?: Patience) => {
    const { topics } = harness;
    const publisher = await KafkaPublisher.open({ settings: await testServers.kafka(), topics, patience });
    publishers.push(publisher);
    return (from: number, to: number) => published(publisher, events.slice(from, to));
  };

  /** The revisions in the topic, as often and in the order in which the broker has them. */
  const kept = async (): Promise<number[]> => {
    const { messages } = await everythingIn(await testServers.kafka(), harness.topics.named('debt'));
    return messages.map(({ value }) => JSON.parse(value).revision);
  };

  it('is not kept twice when the same producer sends it again', async () => {
    const bring = await bringing();
    await bring(0, 2);
    sockets.lose(1);
    await bring(2, 4);
    await bring(4, 6);
    expect(await kept()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is brought again with what came since, when it was given up: neither refused for ever nor lost', async () => {
    await (await bringing())(0, 1);
    const bring = await bringing({ retries: 2, retryDelay: 0, requestTimeout: 1_000 });
    await bring(1, 2);
    sockets.lose(Number.POSITIVE_INFINITY);
    await expect(bring(2, 4)).rejects.toThrow();
    sockets.lose(0);
    await bring(2, 5);
    await bring(5, 6);
    expect(await kept()).toEqual([0, 1, 2, 3, 2, 3, 4, 5]);
  });
});
