import { describe, expect, it } from '@jest/globals';
import type { Message } from 'kafkajs';
import { PartitionQueue } from './partition-queue.ts';

const message = (value: string): Message => ({ key: 'k', value });

/** A queue whose sends are settled by hand. */
const queueByHand = () => {
  const sent: { values: string[]; settle: PromiseWithResolvers<void> }[] = [];
  const queue = new PartitionQueue((messages) => {
    const settle = Promise.withResolvers<void>();
    sent.push({ values: messages.map(({ value }) => String(value)), settle });
    return settle.promise;
  });
  return { queue, sent };
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what goes to one partition', () => {
  it('is sent one batch after the other; a batch takes what came while the one before was under way', async () => {
    const { queue, sent } = queueByHand();
    const first = [queue.push(message('1')), queue.push(message('2'))];
    await turn();
    const later = ['3', '4', '5'].map((one) => queue.push(message(one)));
    await turn();
    expect(sent.map(({ values }) => values)).toEqual([['1', '2']]);
    sent[0]?.settle.resolve();
    await Promise.all(first);
    await turn();
    expect(sent.map(({ values }) => values)).toEqual([
      ['1', '2'],
      ['3', '4', '5'],
    ]);
    sent[1]?.settle.resolve();
    await Promise.all(later);
  });

  it('is cut to what a broker takes at once', async () => {
    const { queue, sent } = queueByHand();
    const big = 'x'.repeat(300_000);
    const kept = [big, big, 'y', 'x'.repeat(600_000), 'z'].map((one) => queue.push(message(one)));
    for (let batch = 0; batch < 4; batch += 1) {
      await turn();
      sent[batch]?.settle.resolve();
    }
    await Promise.all(kept);
    expect(sent.map(({ values }) => values.map((one) => one.length))).toEqual([
      [300_000],
      [300_000, 1],
      [600_000],
      [1],
    ]);
  });

  it('fails with what waited behind it, so that nothing overtakes', async () => {
    const { queue, sent } = queueByHand();
    const first = queue.push(message('1'));
    await turn();
    const behind = queue.push(message('2'));
    const outcomes = Promise.allSettled([first, behind]);
    sent[0]?.settle.reject(new Error('no leader'));
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = queue.push(message('1'));
    await turn();
    expect(sent.map(({ values }) => values)).toEqual([['1'], ['1']]);
    sent[1]?.settle.resolve();
    await again;
  });
});
