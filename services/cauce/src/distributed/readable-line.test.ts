import { describe, expect, it } from '@jest/globals';
import { readableLine } from './readable-line.ts';

describe('a line of a program, for people', () => {
  it('says whose it is, when, how grave, what, and its facts', () => {
    const line = JSON.stringify({
      time: '2026-03-01T12:00:00.123Z',
      level: 'warn',
      program: 'scoring',
      message: 'a key stands still',
      group: 'scoring',
      key: 'k-1',
    });
    expect(readableLine('scoring', line)).toBe(
      'scoring          12:00:00.123 warn  a key stands still group=scoring key=k-1',
    );
  });

  it.each(['plain words', '{"half', '"text"', '[1]', '{"other":1}'])(
    'is left as it is where it is none: %s',
    (line) => {
      expect(readableLine('kafka', line)).toBe(`kafka            ${line}`);
    },
  );
});
