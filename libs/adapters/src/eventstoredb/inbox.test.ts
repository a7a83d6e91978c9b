import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { Inbox } from './inbox.ts';

const never = new AbortController().signal;

/** A source of numbers without end that counts how many were taken from it. */
const numbers = () => {
  const taken = { count: 0 };
  const source = new Readable({
    objectMode: true,
    highWaterMark: 4,
    read() {
      taken.count += 1;
      this.push(taken.count);
    },
  });
  return { source, taken };
};

const turns = async (): Promise<void> => {
  for (let n = 0; n < 20; n += 1) await new Promise(setImmediate);
};

describe('an inbox', () => {
  it('gathers while nobody takes, and holds the source back when it is full', async () => {
    const { source, taken } = numbers();
    const inbox = new Inbox<number>(source, 10, never);
    await turns();
    // Its own ten and what the stream buffers by itself.
    expect(taken.count).toBeLessThanOrEqual(10 + 5);
    expect(await inbox.take()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await turns();
    expect(await inbox.take()).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    source.destroy();
  });

  it('gives what came before the end or the failure, then says so', async () => {
    const ended = new Inbox<string>(Readable.from(['a', 'b']), 10, never);
    await turns();
    expect(await ended.take()).toEqual(['a', 'b']);
    expect(await ended.take()).toBeNull();

    const source = new Readable({ objectMode: true, read() {} });
    const failed = new Inbox<string>(source, 10, never);
    source.push('a');
    await turns();
    source.destroy(new Error('dropped'));
    await turns();
    expect(await failed.take()).toEqual(['a']);
    await expect(failed.take()).rejects.toThrow('dropped');
  });

  it('wakes whoever waits when it is aborted', async () => {
    const stopping = new AbortController();
    const source = new Readable({ objectMode: true, read() {} });
    const inbox = new Inbox<string>(source, 10, stopping.signal);
    const waiting = inbox.take();
    stopping.abort();
    expect(await waiting).toBeNull();
    source.destroy();
  });
});
