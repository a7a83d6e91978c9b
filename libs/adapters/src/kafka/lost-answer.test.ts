import type { RecordedEvent } from '@cauce/contracts';
import { appended, SampleStreams } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openMemory } from '../memory/index.ts';
import { ManualMonotonic } from '../shared/manual-monotonic.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { KafkaPublisher } from './publisher.ts';
import { deafSockets } from './testing/deaf-sockets.ts';
import { everythingIn } from './testing/everything-in.ts';
import { type KafkaHarness, kafkaHarness, sessionMs } from './testing/kafka-harness.ts';
import { published } from './testing/published.ts';

/** Longer than any send is tried. */
const LONG_MS = 60_000;

describeOn('kafka', 'what the broker has kept without being heard', () => {
  const monotonic = new ManualMonotonic();
  let harness: KafkaHarness;
  let sockets: ReturnType<typeof deafSockets>;
  let events: readonly RecordedEvent[];
  let publisher: KafkaPublisher;
  beforeEach(async () => {
    const settings = await testServers.kafka();
    harness = await kafkaHarness(settings, sessionMs(settings));
    const { store } = openMemory({ monotonic: systemMonotonic });
    events = await appended(store, new SampleStreams().next('debt-a', 6));
    sockets = deafSockets();
    publisher = await KafkaPublisher.open({ settings, topics: harness.topics, monotonic });
  });
  afterEach(async () => {
    sockets.end();
    await publisher.close();
    await harness.end();
  });

  const bring = (from: number, to: number) => published(publisher, events.slice(from, to));

  /** The revisions in the topic, as often and in the order in which the broker has them. */
  const kept = async (): Promise<number[]> => {
    const { messages } = await everythingIn(await testServers.kafka(), harness.topics.named('debt'));
    return messages.map(({ value }) => JSON.parse(value).revision);
  };

  it('is not kept twice when it is tried again', async () => {
    await bring(0, 2);
    void sockets.lose(1);
    await bring(2, 4);
    await bring(4, 6);
    expect(await kept()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is brought again with what came since, when it was given up: neither refused for ever nor lost', async () => {
    await bring(0, 2);
    const lost = sockets.lose(Number.POSITIVE_INFINITY);
    const given = expect(bring(2, 4)).rejects.toThrow(/debt, partition \d+: .*cut off|Connection closed/);
    await lost;
    monotonic.pass(LONG_MS);
    await given;
    void sockets.lose(0);
    await bring(2, 5);
    await bring(5, 6);
    expect(await kept()).toEqual([0, 1, 2, 3, 2, 3, 4, 5]);
  });
});
