import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { print, table } from './output.ts';
import { heard, listen } from './testing/heard.ts';

beforeEach(listen);
afterEach(() => {
  jest.restoreAllMocks();
});

it('spells out what a terminal would obey, in words', async () => {
  const reference = 'OB\u001b[2J\u009b1m\r\u202e7\u0007';
  await print(reference, false, (text) => `one\n\t${text} ñ ✓`);
  expect(heard.out).toBe('one\n\tOB\\u001b[2J\\u009b1m\\u000d\\u202e7\\u0007 ñ ✓\n');
});

it('leaves to machines what was said', async () => {
  const reference = 'OB\u001b[2J\u202e7';
  await print({ reference }, true, () => '');
  expect(JSON.parse(heard.out)).toEqual({ reference });
});

it('aligns more rows than a call takes arguments', () => {
  const rows = Array.from({ length: 200_000 }, (_, n) => [n === 7 ? 'wide' : 'w', n]);
  const lines = table(['name', 'n'], rows).split('\n');
  expect(lines).toHaveLength(200_001);
  expect(lines[8]).toBe('wide       7');
});
