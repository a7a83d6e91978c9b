import { describeOn, testServers } from '@cauce/testing/servers';
import { expect, it } from '@jest/globals';
import { LocalServers } from './local-servers.ts';

describeOn('own servers', 'the servers of a local system', () => {
  it('stay, in a run of tests, for the tests beside it that use them', async () => {
    const used = await LocalServers.start('test', () => {}, { logUnder: null });
    await used.stop();
    const [{ brokers }, mongo] = [await testServers.kafka(), await testServers.mongo()];
    expect([brokers.join(','), mongo]).toEqual([used.env.CAUCE_KAFKA_BROKERS, used.env.CAUCE_MONGO_URL]);
  });
});
