import { expect, it } from '@jest/globals';
import { Gathered } from './gathered.ts';

it('asks once for what is asked for in one turn, and again for what comes later', async () => {
  const asked: (readonly number[])[] = [];
  const squares = new Gathered<number, number>(async (keys) => {
    asked.push(keys);
    if (keys.includes(0)) throw new Error('nothing there');
    return new Map(keys.filter((key) => key < 10).map((key) => [key, key * key]));
  });
  const answers = await Promise.all([squares.get(2), squares.get(3), squares.get(2), squares.get(10)]);
  expect(answers).toEqual([4, 9, 4, undefined]);
  const failed = await Promise.allSettled([squares.get(0), squares.get(4)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await squares.get(4)).toBe(16);
  expect(asked).toEqual([[2, 3, 10], [0, 4], [4]]);
});
