import { describe, expect, it } from '@jest/globals';
import { KeySet } from './key-set.ts';

describe('KeySet', () => {
  it('knows the first line of each of many keys', () => {
    const keys = new KeySet();
    const wrong: string[] = [];
    for (let line = 2; line < 50_000; line++)
      if (keys.seenOn(`debt|B|P|${line}`, line) !== undefined) wrong.push(`new ${line}`);
    for (let line = 2; line < 50_000; line++)
      if (keys.seenOn(`debt|B|P|${line}`, line + 1) !== line) wrong.push(`seen ${line}`);
    expect(wrong).toEqual([]);
  });
});
