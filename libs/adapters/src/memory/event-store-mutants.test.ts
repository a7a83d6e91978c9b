import { type Outcome, outcomesByMutant } from '@cauce/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { EVENT_STORE_MUTATIONS } from './testing/event-store-mutants.ts';

const PATIENCE_MS = 1_000;

describe('Mutants: EventStore, memory', () => {
  let outcomes: ReadonlyMap<string, Outcome>;
  beforeAll(async () => {
    outcomes = await outcomesByMutant('memory/testing/event-store-mutants.suite.ts', PATIENCE_MS);
  });
  const failures = (name: string): number | undefined => outcomes.get(`EventStore: ${name}`)?.failed;

  it('passes a store without a fault', () => expect(failures('no fault')).toBe(0));

  it.each(Object.keys(EVENT_STORE_MUTATIONS))('notices a store that %s', (name) => {
    expect(failures(name)).toBeGreaterThan(0);
  });
});
