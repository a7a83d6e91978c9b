import { done } from '@cauce/ports';
import { describeOn, testServers } from '@cauce/testing/servers';
import { expect, it } from '@jest/globals';
import type { KafkaBus } from './kafka-bus.ts';
import { kafkaHarness, sessionMs } from './testing/kafka-harness.ts';

describeOn('kafka', 'the lag of a group', () => {
  it('is what its process has still to handle, by topic', async () => {
    const addresses = await testServers.kafka();
    const harness = await kafkaHarness(addresses, sessionMs(addresses));
    const bus = harness.bus as KafkaBus;
    const free = Promise.withResolvers<void>();
    const handle = async () => {
      await free.promise;
      return done;
    };
    await harness.append('debt-a', 3);
    await harness.append('contact-a', 1, 'ContactCleared', { channel: 'sms' });
    await bus.consume({ group: 'one', types: ['SampleNoted', 'ContactCleared'], handle });
    const lag = async () =>
      (await bus.lag()).map(({ topic, ...one }): [string, object] => [topic.replace(/^test-\w+\./, ''), one]);
    expect((await lag()).toSorted()).toEqual([
      ['clearance.sms', { group: 'one', messages: 1 }],
      ['debt', { group: 'one', messages: 3 }],
    ]);
    free.resolve();
    await bus.idle();
    expect((await lag()).map(([, one]) => one)).toEqual([
      { group: 'one', messages: 0 },
      { group: 'one', messages: 0 },
    ]);
    await harness.end();
  });
});
