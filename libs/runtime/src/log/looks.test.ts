import { expect, it } from '@jest/globals';
import { Looks } from './looks.ts';

/** Looks of which each sees the next number, and a clock moved by hand. */
const numbered = () => {
  let now = 0;
  let seen = 0;
  const looks = new Looks<number>(100, { ms: () => now });
  const look = (name: string) =>
    looks.at(name, async () => {
      seen += 1;
      return seen;
    });
  return { looks, look, pass: (ms: number) => (now += ms) };
};

it('looks once for all who ask within the while, and again when it is over', async () => {
  const { look, pass } = numbered();
  expect(await Promise.all([look('a'), look('a'), look('b')])).toEqual([1, 1, 2]);
  pass(99);
  expect(await look('a')).toBe(1);
  pass(1);
  expect(await look('a')).toBe(3);
});

it('never gives what was seen longer ago than the while', async () => {
  const { look, pass } = numbered();
  await look('a');
  pass(60);
  expect(await look('b')).toBe(2);
  pass(60);
  expect(await look('b')).toBe(3);
});

it('looks again at what has changed', async () => {
  const { looks, look } = numbered();
  await look('a');
  looks.forget('a');
  expect(await look('a')).toBe(2);
});

it('tells of a failed look those who waited for it, and looks again for the next', async () => {
  const { looks, look } = numbered();
  const away = () => Promise.reject(new Error('away'));
  await expect(Promise.all([looks.at('a', away), looks.at('a', away)])).rejects.toThrow('away');
  expect(await look('a')).toBe(1);
});
