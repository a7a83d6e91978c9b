import type { Decision, RulePack } from '@cauce/domain';
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

/** Judges vectors, each under the reading that it names. Packs are our own, or those of a folder. */
export function* judgeVectors(vectors: Iterable<Vector>, dir?: string): Generator<VectorResult> {
  const { under } = packsUnder(dir);
  for (const vector of vectors) {
    const decision = judgeVector(under(...wantedBy(vector)), vector);
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
    const reading = [...offered].find((id) => agrees(judgeVector(under(id, ...own), vector), other));
    yield { vector, reading: reading ?? null };
  }
}
