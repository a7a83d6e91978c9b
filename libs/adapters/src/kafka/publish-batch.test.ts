import { outgoingOf, type RecordedEvent } from '@cauce/contracts';
import { noTelemetry } from '@cauce/ports';
import { describe, expect, it } from '@jest/globals';
import { eventIn } from './message.ts';
import { PublishBatch } from './publish-batch.ts';
import { sampleTopics } from './testing/sample-topics.ts';

const topics = sampleTopics(12);

const event = (stream: string, revision: number, text = ''): RecordedEvent => ({
  id: `${stream}@${revision}`,
  stream,
  revision,
  type: 'SampleNoted',
  version: 1,
  data: { text },
  sealed: [],
  recordedAt: '2026-01-01T00:00:00.000Z',
  effectiveAt: '2026-01-01T00:00:00.000Z',
  actor: 'policy:sample',
  causationId: stream,
  correlationId: stream,
  prev: '',
  position: String(revision),
  hash: '',
});

/** A batch whose sends are settled by hand. */
const batchByHand = (events: readonly RecordedEvent[]) => {
  const sent: { events: string[]; partition: number; settle: PromiseWithResolvers<void> }[] = [];
  const batch = new PublishBatch(topics, noTelemetry, {
    send: ({ partition }, messages) => {
      const settle = Promise.withResolvers<void>();
      const events = messages.flatMap(({ value }) => eventIn({ value } as never)?.id ?? []);
      sent.push({ events, partition, settle });
      return settle.promise;
    },
  });
  for (const one of events) batch.add(outgoingOf(one));
  return { batch, sent };
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a batch on its way to Kafka', () => {
  it('goes to each partition in one send, in order, and is published when all have taken it', async () => {
    const [a, b] = ['debt-a', 'debt-c'];
    expect(topics.partitionOf(a)).not.toBe(topics.partitionOf(b));
    const { batch, sent } = batchByHand([event(a, 0), event(b, 0), event(a, 1), event(b, 1)]);
    let published = false;
    const publishing = batch.publish().then(() => {
      published = true;
    });
    await turn();
    expect(sent.map(({ events, partition }) => ({ events, partition }))).toEqual([
      { events: ['debt-a@0', 'debt-a@1'], partition: topics.partitionOf(a) },
      { events: ['debt-c@0', 'debt-c@1'], partition: topics.partitionOf(b) },
    ]);
    sent[0]?.settle.resolve();
    await turn();
    expect(published).toBe(false);
    sent[1]?.settle.resolve();
    await publishing;
  });

  it('is cut to what a broker takes at once, one send after the other', async () => {
    const sizes = [300_000, 300_000, 1, 600_000, 1];
    const { batch, sent } = batchByHand(sizes.map((size, n) => event('debt-a', n, 'x'.repeat(size))));
    const publishing = batch.publish();
    for (let send = 0; send < 4; send += 1) {
      await turn();
      expect(sent).toHaveLength(send + 1);
      sent[send]?.settle.resolve();
    }
    await publishing;
    expect(sent.map(({ events }) => events)).toEqual([
      ['debt-a@0'],
      ['debt-a@1', 'debt-a@2'],
      ['debt-a@3'],
      ['debt-a@4'],
    ]);
  });

  it('that failed sends nothing behind the failure, and rejects when nothing is under way any more', async () => {
    const big = 'x'.repeat(400_000);
    const { batch, sent } = batchByHand([
      event('debt-a', 0, big),
      event('debt-a', 1, big),
      event('debt-c', 0),
    ]);
    let outcome = 'under way';
    const publishing = batch.publish().catch((error) => {
      outcome = String(error);
    });
    await turn();
    expect(sent.map(({ events }) => events)).toEqual([['debt-a@0'], ['debt-c@0']]);
    sent[0]?.settle.reject(new Error('no leader'));
    await turn();
    expect(outcome).toBe('under way');
    sent[1]?.settle.resolve();
    await publishing;
    expect(outcome).toBe('Error: no leader');
    expect(sent).toHaveLength(2);
  });
});
