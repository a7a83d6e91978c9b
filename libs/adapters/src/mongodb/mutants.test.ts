import { type Outcome, outcomesByMutant } from '@cauce/testing';
import { describeOn } from '@cauce/testing/servers';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { MUTANTS } from './testing/mutants.ts';

const PATIENCE_MS = 20_000;

describeOn('mongo', 'the suites over MongoDB', () => {
  let outcomes: ReadonlyMap<string, Outcome>;
  beforeAll(async () => {
    outcomes = await outcomesByMutant('mongodb/testing/mutants.suite.ts', PATIENCE_MS);
  }, 300_000);

  describe.each(Object.entries(MUTANTS))('Mutants: %s, mongodb', (port, mutants) => {
    it.each(Object.keys(mutants))('notices one that %s', (name) => {
      const { passed, failed } = outcomes.get(`${port} ${name}`) ?? { passed: 0, failed: 0 };
      expect(failed).toBeGreaterThan(0);
      // An adapter that can do nothing at all would prove nothing.
      expect(passed).toBeGreaterThan(0);
    });
  });
});
