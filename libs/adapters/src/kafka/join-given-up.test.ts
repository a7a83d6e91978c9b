import { done, type Outcome } from '@cauce/ports';
import { Probe } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { JoinAnewError } from './join-anew.ts';
import { changedClient } from './testing/changed-client.ts';
import { type KafkaHarness, kafkaHarness, sessionMs } from './testing/kafka-harness.ts';

/** What kafkajs gives a join up for. */
const LOADING = Object.assign(new Error('the coordinator is loading'), {
  name: 'KafkaJSProtocolError',
  type: 'GROUP_LOAD_IN_PROGRESS',
  retriable: true,
});

type When = 'before' | 'after';

/** What makes of a client one whose next join, when it has handed everything over, meets a coordinator that is loading. */
const unluckyClient = (topic: string) => {
  let divides: When | null = null;
  let fails = false;
  const handingOver = Promise.withResolvers<void>();
  const client = changedClient({
    protocol: (real) => (subscription) => {
      if (fails) handingOver.resolve();
      const joined = real(subscription);
      if (!fails) return joined;
      fails = false;
      throw LOADING;
    },
    take: (real) => async (payload) => {
      if (payload.batch.topic !== topic || divides === null) return real(payload);
      const when = divides;
      divides = null;
      fails = true;
      if (when === 'after') await real(payload);
      throw new JoinAnewError('the test divides the work anew');
    },
  });
  return {
    client,
    /** Resolves when what was under way is waited for. */
    handingOver: handingOver.promise,
    /** Has the group divide its work anew before or after the next batch is taken. */
    divide: (when: When): void => {
      divides = when;
    },
  };
};

describeOn('kafka', 'a join that the client gives up when everything is handed over', () => {
  let harness: KafkaHarness;
  beforeEach(async () => {
    const addresses = await testServers.kafka();
    harness = await kafkaHarness(addresses, sessionMs(addresses));
  });
  afterEach(() => harness.end());

  it.each(['before', 'after'] as const)(
    'is made good: what comes, or was forgotten, is handled (%s a batch)',
    async (when) => {
      const unlucky = unluckyClient(harness.topics.named('debt'));
      const { bus } = await harness.start(unlucky.client);
      const gate = Promise.withResolvers<Outcome>();
      const probe = new Probe().on('debt-a@0', () => gate.promise);
      await bus.consume({ group: 'one', types: ['SampleNoted'], handle: probe.handle });
      await harness.append('debt-a', 1);
      await probe.entered('debt-a@0');
      unlucky.divide(when);
      await harness.append('debt-a', 2);
      await unlucky.handingOver;
      gate.resolve(done);
      await probe.entered('debt-a@2');
      await bus.idle();
      expect(probe.of('debt-a')).toEqual([0, 1, 2]);
    },
  );
});
