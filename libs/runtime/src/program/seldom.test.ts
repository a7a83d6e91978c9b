import { ManualMonotonic } from '@cauce/adapters/memory';
import { describe, expect, it } from '@jest/globals';
import { seldom } from './seldom.ts';

describe('what is told seldom', () => {
  it('is the same words, once a minute; other words are told at once', () => {
    const monotonic = new ManualMonotonic();
    const told: string[] = [];
    const tell = seldom(monotonic, (problem) => told.push(problem));
    for (const problem of ['no broker', 'no broker', 'no route', 'no broker']) tell(problem);
    expect(told).toEqual(['no broker', 'no route']);
    monotonic.pass(59_999);
    tell('no broker');
    expect(told).toHaveLength(2);
    monotonic.pass(1);
    tell('no broker');
    expect(told).toEqual(['no broker', 'no route', 'no broker']);
  });
});
