import type { Decision, RulePack } from '@cauce/domain';
import { whyUnread } from '@cauce/kernel';
import { compiled, readPacks } from '../load.ts';
import { agrees, judgeVector, wantedBy } from './judge.ts';
import type { Vector } from './vector.ts';

/** What the engine says to a vector, and whether that is what the vector expects. */
export interface VectorResult {
  readonly vector: Vector;
  readonly decision: Decision;
  readonly passed: boolean;
}

/** The reading under which the engine says what a vector expects of another reading; null where none does. */
export interface AlternativeResult {
  readonly vector: Vector;
  readonly reading: string | null;
}

/** A vector that is of the right shape outside, but not where a rule looks into it; names it and what is wrong. */
export class VectorError extends Error {
  readonly code = 'INVALID_VECTOR';

  constructor(id: string, cause: unknown) {
    super(`the example ${id} cannot be judged: ${whyUnread(cause)}`, { cause });
    this.name = 'VectorError';
  }
}

const judged = (packs: readonly RulePack[], vector: Vector): Decision => {
  try {
    return judgeVector(packs, vector);
  } catch (error) {
    throw new VectorError(vector.id, error);
  }
};

/** Packs of a folder, compiled once for each list of readings. */
const packsUnder = (dir: string | undefined) => {
  const files = readPacks(dir);
  const known = new Map<string, RulePack[]>();
  const under = (...readings: string[]): RulePack[] =>
    known.getOrInsertComputed(readings.join(), () => files.map((file) => compiled(file, readings)));
  const offered = new Set(
    files.flatMap(({ rules }) => rules.flatMap(({ readings = [] }) => readings.map(({ id }) => id))),
  );
  return { under, offered };
};

/** Judges vectors, each under the reading that it names. Packs are our own, or those of a folder. Throws VectorError. */
export function* judgeVectors(vectors: Iterable<Vector>, dir?: string): Generator<VectorResult> {
  const { under } = packsUnder(dir);
  for (const vector of vectors) {
    const decision = judged(under(...wantedBy(vector)), vector);
    yield { vector, decision, passed: agrees(decision, vector.expect) };
  }
}

/** Finds, for each vector that knows another reading of its text, the reading of a pack that says so. */
export function* judgeAlternatives(vectors: Iterable<Vector>, dir?: string): Generator<AlternativeResult> {
  const { under, offered } = packsUnder(dir);
  for (const vector of vectors) {
    const { alt_expect: other } = vector;
    if (!other) continue;
    const own = wantedBy(vector);
    const reading = [...offered].find((id) => agrees(judged(under(id, ...own), vector), other));
    yield { vector, reading: reading ?? null };
  }
}
