import { readFileSync } from 'node:fs';
import { parseJson, whyUnread } from '@cauce/kernel';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { factsOf, proposalOf } from './judge.ts';
import { toInstant } from './standing.ts';
import type { Vector } from './vector.ts';

const Text = Type.String({ minLength: 1 });
const Expectation = Type.Object({
  decision: Type.Enum(['allow', 'defer', 'block']),
  reason: Text,
  not_before: Type.Union([Text, Type.Null()]),
});
const shape = Compile(
  Type.Object({
    id: Text,
    jurisdiction: Text,
    given: Type.Object({
      timezones: Type.Array(Text),
      history: Type.Array(
        Type.Object({ at: Text, channel: Text, direction: Type.Enum(['in', 'out']), outcome: Text }),
      ),
      flags: Type.Object({}),
    }),
    propose: Type.Object({ at: Text, channel: Text, debt: Text }),
    expect: Expectation,
    alt_expect: Type.Optional(Expectation),
  }),
);

/** A file of vectors that cannot be read, or a line that is none; names file, line and what is wrong. */
export class VectorFileError extends Error {
  readonly code = 'INVALID_VECTOR';

  constructor(file: string, line: number | null, problem: string) {
    super(line === null ? `${file}: ${problem}` : `${file}, line ${line}: ${problem}`);
    this.name = 'VectorFileError';
  }
}

/** Makes of a vector what the engine takes, for what cannot be made to be named with its line. */
const takeIn = (vector: Vector): void => {
  factsOf(vector);
  proposalOf(vector);
  for (const { not_before } of [vector.expect, vector.alt_expect ?? vector.expect])
    if (not_before !== null) toInstant(not_before);
};

const vectorIn = (text: string, file: string, line: number): Vector => {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new VectorFileError(file, line, whyUnread(error));
  }
  const [problem] = shape.Errors(value);
  if (problem) throw new VectorFileError(file, line, `${problem.instancePath || 'it'} ${problem.message}`);
  const vector = value as Vector;
  try {
    takeIn(vector);
  } catch (error) {
    throw new VectorFileError(file, line, `${vector.id}: ${whyUnread(error)}`);
  }
  return vector;
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new VectorFileError(file, null, whyUnread(error));
  }
};

/** The vectors of a file, one a line. Throws VectorFileError. */
export const readVectors = (file: string): Vector[] =>
  textOf(file)
    .split('\n')
    .flatMap((text, index) => (text.trim() === '' ? [] : [vectorIn(text, file, index + 1)]));
