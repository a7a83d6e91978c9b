import { appended, SampleStreams } from '@cauce/ports/contract';
import { expect, it } from '@jest/globals';
import { openMemory } from '../memory/index.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { StreamNames } from './stream-names.ts';

/** Names over a log in memory, and after which positions it was looked through for them. */
const namesOver = () => {
  const memory = openMemory({ monotonic: systemMonotonic });
  const looked: (string | null)[] = [];
  const names = new StreamNames({
    readAll: (options) => {
      looked.push(options.after);
      return memory.store.readAll(options);
    },
    end: () => memory.store.end(),
  });
  const streams = new SampleStreams();
  const append = (stream: string, count = 1) => appended(memory.store, streams.next(stream, count));
  const list = (category: string) => Array.fromAsync(names.of(category));
  return { append, list, looked, memory };
};

it('the log is looked through once for the streams of a category, and then where it has grown', async () => {
  const { append, list, looked, memory } = namesOver();
  await append('portfolio-a');
  await append('debt-a', 20);
  expect(await list('portfolio')).toEqual(['portfolio-a']);
  const end = await memory.store.end();
  looked.splice(0);
  await append('portfolio-a');
  await append('portfolio-b', 2);
  await append('debt-b');
  expect(await list('portfolio')).toEqual(['portfolio-a', 'portfolio-b']);
  expect(looked).toEqual([end]);
  expect(await list('portfolio')).toEqual(['portfolio-a', 'portfolio-b']);
  expect(await list('debt')).toEqual(['debt-a', 'debt-b']);
  expect(await list('none')).toEqual([]);
  await memory.close();
});

it('streams that come while the names are given are given once', async () => {
  const { append, list, memory } = namesOver();
  await append('portfolio-a');
  const [first, second] = [list('portfolio'), list('portfolio')];
  await append('portfolio-b');
  await Promise.all([first, second]);
  expect(await list('portfolio')).toEqual(['portfolio-a', 'portfolio-b']);
  await memory.close();
});

it('whoever stops listening early leaves the rest to be looked for', async () => {
  const { append, list, looked, memory } = namesOver();
  await append('portfolio-a');
  await append('portfolio-b');
  const names = new StreamNames(memory.store);
  for await (const name of names.of('portfolio')) {
    expect(name).toBe('portfolio-a');
    break;
  }
  expect(await Array.fromAsync(names.of('portfolio'))).toEqual(['portfolio-a', 'portfolio-b']);
  expect(await list('portfolio')).toHaveLength(2);
  expect(looked).toEqual([null]);
  await memory.close();
});

it('many names are not kept: the log is looked through again', async () => {
  const { list, looked, append, memory } = namesOver();
  const streams = new SampleStreams();
  const appends = Array.from({ length: 10_001 }, (_, n) => streams.next(`debt-${n}`, 1));
  await appended(memory.store, ...appends);
  await append('portfolio-a');
  for (let time = 0; time < 2; time += 1) {
    looked.splice(0);
    expect(await list('debt')).toHaveLength(10_001);
    expect(looked[0]).toBeNull();
  }
  await memory.close();
});
