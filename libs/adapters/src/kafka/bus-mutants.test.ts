import { type Outcome, outcomesByMutant } from '@cauce/testing';
import { describeOn } from '@cauce/testing/servers';
import { beforeAll, expect, it } from '@jest/globals';
import { BUS_MUTANTS } from './testing/bus-mutants.ts';

const PATIENCE_MS = 15_000;
/** The tests of the suite that are there for these faults; all of them on each mutant would take minutes. */
const TESTS =
  'once, also those from before|what it continues|goes on after done|that answers poison, says so|of the channel|nothing to do';

describeOn('kafka', 'Mutants: MessageBus, kafka', () => {
  let outcomes: ReadonlyMap<string, Outcome>;
  beforeAll(async () => {
    outcomes = await outcomesByMutant('kafka/testing/bus-mutants.suite.ts', PATIENCE_MS, TESTS);
  }, 300_000);

  it('passes a bus that has no fault', () => {
    expect(outcomes.get('has no fault')).toMatchObject({ passed: 6, failed: 0 });
  });

  it.each(Object.keys(BUS_MUTANTS))('notices a bus that %s', (name) => {
    const { passed, failed } = outcomes.get(name) ?? { passed: 0, failed: 0 };
    expect(failed).toBeGreaterThan(0);
    // A bus that can do nothing at all would prove nothing.
    expect(passed).toBeGreaterThan(0);
  });
});
