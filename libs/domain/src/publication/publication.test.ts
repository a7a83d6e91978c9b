import { describe, expect, it } from '@jest/globals';
import { rulePackPublication, strategyPublication } from './publication.ts';

const publish = (version: string, digest: string) => ({
  kind: 'publish' as const,
  name: 'CO',
  version,
  digest,
  content: { rules: [] },
});

describe('a publication', () => {
  it('is on the log once per version', () => {
    const [event] = rulePackPublication.decide(publish('1', 'a'), {});
    expect(event).toMatchObject({
      type: 'RulePackPublished',
      data: { name: 'CO', version: '1', digest: 'a', content: { rules: [] } },
    });
    const at = '2026-01-01T00:00:00.000Z';
    const published = rulePackPublication.evolve({}, { ...event, recordedAt: at } as never);
    expect(published).toEqual({ '1': { digest: 'a', content: { rules: [] }, at } });
    expect(rulePackPublication.decide(publish('1', 'a'), published)).toEqual([]);
    expect(rulePackPublication.decide(publish('1', 'b'), published)).toEqual([]);
    expect(rulePackPublication.decide(publish('2', 'b'), published)).toHaveLength(1);
  });

  it('lives in the streams of its kind', () => {
    expect([strategyPublication.category, rulePackPublication.category]).toEqual(['strategy', 'rulepack']);
  });
});
