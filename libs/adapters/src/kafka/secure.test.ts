import { Probe } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { expect, it } from '@jest/globals';
import { kafkaClient } from './client.ts';
import { kafkaHarness } from './testing/kafka-harness.ts';

describeOn('own servers', 'Kafka behind TLS and SASL', () => {
  it('takes and brings messages', async () => {
    const { brokers, ca, username, password } = await testServers.secureKafka();
    const sasl = { mechanism: 'plain', username, password } as const;
    const harness = await kafkaHarness({ brokers, tls: { ca }, sasl }, 6_000);
    const probe = new Probe();
    await harness.bus.consume({ group: 'one', types: ['SampleNoted'], handle: probe.handle });
    await harness.append('debt-a', 3);
    await harness.bus.idle();
    await harness.end();
    expect(probe.seen).toEqual(['debt-a@0', 'debt-a@1', 'debt-a@2']);
  });

  it('lets nobody in who trusts another authority, or gives a wrong password', async () => {
    const { brokers, ca, username } = await testServers.secureKafka();
    const once = { retry: { retries: 0 } };
    const wrong = { mechanism: 'plain', username, password: 'wrong' } as const;
    const listed = (kafka: ReturnType<typeof kafkaClient>) =>
      kafka.admin({ retry: { retries: 0 } }).connect();
    await expect(listed(kafkaClient({ brokers, tls: true }, undefined, once))).rejects.toThrow(/self-signed/);
    const settings = { brokers, tls: { ca }, sasl: wrong };
    await expect(listed(kafkaClient(settings, undefined, once))).rejects.toThrow(/[Aa]uthentication/);
  });
});
