import { readFileSync } from 'node:fs';
import { parseJson } from '@cauce/kernel';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
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

/** A line of a file of vectors that is none; names file, line and what is wrong. */
export class VectorFileError extends Error {
  readonly code = 'INVALID_VECTOR';

  constructor(file: string, line: number, problem: string) {
    super(`${file}, line ${line}: ${problem}`);
    this.name = 'VectorFileError';
  }
}

const vectorIn = (text: string, file: string, line: number): Vector => {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new VectorFileError(file, line, error instanceof Error ? error.message : String(error));
  }
  const [problem] = shape.Errors(value);
  if (problem) throw new VectorFileError(file, line, `${problem.instancePath || 'it'} ${problem.message}`);
  return value as Vector;
};

/** The vectors of a file, one a line. Throws VectorFileError, and what reading the file throws. */
export const readVectors = (file: string): Vector[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => (text.trim() === '' ? [] : [vectorIn(text, file, index + 1)]));
