import type { EventEnvelope } from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import { rulePackPublication, strategyPublication } from './publication.ts';

const publish = (version: string, digest: string) => ({
  kind: 'publish' as const,
  name: 'CO',
  version,
  digest,
});

describe('a publication', () => {
  it('is on the log once per version', () => {
    const [event] = rulePackPublication.decide(publish('1', 'a'), {});
    expect(event).toMatchObject({
      type: 'RulePackPublished',
      data: { name: 'CO', version: '1', digest: 'a' },
    });
    const published = rulePackPublication.evolve({}, event as EventEnvelope as never);
    expect(published).toEqual({ '1': 'a' });
    expect(rulePackPublication.decide(publish('1', 'a'), published)).toEqual([]);
    expect(rulePackPublication.decide(publish('1', 'b'), published)).toEqual([]);
    expect(rulePackPublication.decide(publish('2', 'b'), published)).toHaveLength(1);
  });

  it('lives in the streams of its kind', () => {
    expect([strategyPublication.category, rulePackPublication.category]).toEqual(['strategy', 'rulepack']);
  });
});
