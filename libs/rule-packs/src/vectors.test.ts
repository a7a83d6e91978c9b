import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readVectors } from './vectors/read.ts';
import { judgeAlternatives, judgeVectors } from './vectors/run.ts';
import { toInstant } from './vectors/standing.ts';

const FILE = fileURLToPath(new URL('../../../../shared/compliance/vectors.jsonl', import.meta.url));
const vectors = existsSync(FILE) ? readVectors(FILE) : [];

describe('the vectors of contact law', () => {
  if (vectors.length === 0) {
    it.skip('are not beside this checkout (shared/compliance/vectors.jsonl)', () => {});
    return;
  }

  it.each([...judgeVectors(vectors)].map((result) => [result.vector.id, result] as const))(
    '%s',
    (_id, { vector, decision: { decision, notBefore, reasons } }) => {
      const { not_before: expected, reason } = vector.expect;
      expect({ decision, notBefore }).toEqual({
        decision: vector.expect.decision,
        notBefore: expected === null ? null : toInstant(expected),
      });
      expect(reasons).toContain(reason);
    },
  );

  it('have their alternatives under named readings', () => {
    const none = [...judgeAlternatives(vectors)].filter(({ reading }) => reading === null);
    expect(none.map(({ vector }) => vector.id)).toEqual([]);
  });
});
