import { done, type Outcome } from '@cauce/ports';
import { Probe } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Batch } from 'kafkajs';
import { JoinAnewError } from './join-anew.ts';
import { changedClient } from './testing/changed-client.ts';
import { type KafkaHarness, kafkaHarness, sessionMs } from './testing/kafka-harness.ts';

/**
 * What makes of a client one that, once told to, keeps the next batch of a topic back until the group has divided its
 * work anew, and hands it over then in place of the first batch that was asked for after.
 */
const lateClient = (topic: string) => {
  let keeps = false;
  let kept: Batch | null = null;
  const handingOver = Promise.withResolvers<void>();
  const client = changedClient({
    protocol: (real) => (subscription) => {
      try {
        return real(subscription);
      } catch (error) {
        if (kept) handingOver.resolve();
        throw error;
      }
    },
    take: (real) => async (payload) => {
      if (payload.batch.topic !== topic) return real(payload);
      if (keeps) {
        keeps = false;
        kept = payload.batch;
        throw new JoinAnewError('the test divides the work anew');
      }
      const batch = kept ?? payload.batch;
      kept = null;
      return real({ ...payload, batch });
    },
  });
  return {
    client,
    /** Resolves when the work that was under way before the division is waited for. */
    handingOver: handingOver.promise,
    keepNext: (): void => {
      keeps = true;
    },
  };
};

describeOn('kafka', 'a batch that was asked for before a group divided its work anew', () => {
  let harness: KafkaHarness;
  beforeEach(async () => {
    const addresses = await testServers.kafka();
    harness = await kafkaHarness(addresses, sessionMs(addresses));
  });
  afterEach(() => harness.end());

  it('does not make those before it count as finished, which are begun anew', async () => {
    const late = lateClient(harness.topics.named('debt'));
    const { bus } = await harness.start(late.client);
    const gate = Promise.withResolvers<Outcome>();
    const probe = new Probe().on('debt-a@0', () => gate.promise);
    await bus.consume({ group: 'one', types: ['SampleNoted'], handle: probe.handle });
    await harness.append('debt-a', 3);
    await probe.entered('debt-a@0');
    late.keepNext();
    await harness.append('debt-a', 1);
    await late.handingOver;
    gate.resolve(done);
    await probe.entered('debt-a@3');
    await bus.idle();
    expect(probe.of('debt-a')).toEqual([0, 1, 2, 3]);
  });
});
