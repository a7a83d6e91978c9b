import { randomUUID } from 'node:crypto';
import { Collected, SampleStreams } from '@cauce/ports/contract';
import { describe, expect, it } from '@jest/globals';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { EventStoreDbEventStore } from './event-store.ts';
import { CuttingProxy } from './testing/cutting-proxy.ts';
import { doubleHarness } from './testing/harness.ts';
import { randomFrom } from './testing/random.ts';

/** A server that a proxy can stand before: one host, and no TLS, whose certificate would not name the proxy. */
const PLAIN = /^esdb:\/\/(?<host>[^:,/?]+):(?<port>\d+)\/?\?(.*&)?tls=false/;

const given = process.env.CAUCE_TEST_EVENTSTORE;
const plain = given === undefined ? undefined : PLAIN.exec(given)?.groups;
const suite = given !== undefined && !plain ? describe.skip : describe;

const server = async () => {
  if (plain)
    return { address: { host: plain.host ?? '', port: Number(plain.port) }, dispose: async () => {} };
  const { double, dispose } = await doubleHarness();
  return { address: double.address, dispose };
};

suite(`the EventStoreDB adapter over connections that are cut (${given ? 'a server' : 'the double'})`, () => {
  it('appends everything once and delivers it once, in order', async () => {
    const { address, dispose } = await server();
    const proxy = await CuttingProxy.start(address);
    const url = `esdb://${proxy.address.host}:${proxy.address.port}?tls=false`;
    const store = await EventStoreDbEventStore.open({
      url,
      namespace: `test.${randomUUID()}.`,
      monotonic: systemMonotonic,
    });
    const streams = new SampleStreams();
    const random = randomFrom(11);
    const collected = new Collected();
    const subscription = store.subscribe({ after: null, batch: 7 }, collected.take);

    let count = 0;
    for (let cut = 0; cut < 20; cut += 1) {
      const appends = Array.from({ length: 15 }, () => {
        const events = 1 + random(3);
        count += events;
        return store.append([streams.next(`debt-${random(6)}`, events)]);
      });
      // Amid them: some are on their way, some written and not yet answered, some waiting for their turn.
      await appends[random(5)];
      proxy.cut();
      for (const result of await Promise.all(appends)) expect(result).toMatchObject({ ok: true });
    }
    await collected.reach(count);
    await subscription.close();

    const { events } = await store.readAll({ after: null, limit: 10_000 });
    expect(events).toHaveLength(count);
    expect(collected.events).toEqual(events);
    for (let n = 0; n < 6; n += 1) {
      const stream = await store.read(`debt-${n}`);
      expect(stream.map(({ revision }) => revision)).toEqual(stream.map((_, revision) => revision));
      expect(await store.head(`debt-${n}`)).toMatchObject(streams.head(`debt-${n}`));
    }
    await store.close();
    await proxy.stop();
    await dispose();
  });
});
