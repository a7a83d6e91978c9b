import { describe, expect, it } from '@jest/globals';
import { SandboxPaceError, sandboxPace } from './sandbox-pace.ts';

describe('the pace of the sandboxes', () => {
  it('is what the environment says, else none', () => {
    expect(sandboxPace({})).toEqual({});
    expect(sandboxPace({ CAUCE_SANDBOX_ANSWER_MS: '20', CAUCE_SANDBOX_PER_SECOND: '0.5' })).toEqual({
      answerAfterMs: 20,
      perSecond: 0.5,
    });
  });

  it('stops the host when it is none, with every mistake', () => {
    const wrong = { CAUCE_SANDBOX_ANSWER_MS: 'soon', CAUCE_SANDBOX_PER_SECOND: '-1' };
    expect(() => sandboxPace(wrong)).toThrow(SandboxPaceError);
    expect(() => sandboxPace(wrong)).toThrow(/ANSWER_MS must be .*; CAUCE_SANDBOX_PER_SECOND must be/);
  });
});
