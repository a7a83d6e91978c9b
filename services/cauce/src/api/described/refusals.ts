import type { OpenAPIObject } from '@nestjs/swagger';
import { KNOWN, type KnownError, PROBLEM_TYPE } from '../problems.ts';

/** What every operation may refuse. */
const ALWAYS: readonly KnownError[] = [
  'InvalidArgumentsError',
  'UsageError',
  'UnauthorizedError',
  'ForbiddenError',
  'NotFollowingError',
  'StoppingError',
];

const text = { type: 'string' } as const;

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** How anything is refused (RFC 9457). */
export const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { ...text, description: `what went wrong, by its name: ${PROBLEM_TYPE}…` },
    title: text,
    status: { type: 'integer' },
    detail: { ...text, description: 'what is wrong here, and what to do' },
    problems: {
      type: 'array',
      description: 'every argument that is not what it must be',
      items: { type: 'object', properties: { argument: text, problem: text } },
    },
  },
};

const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

type Responses = NonNullable<OpenAPIObject['paths'][string]['get']>['responses'];

/** The answers of an operation that may refuse what is named, and what every operation refuses. */
export const refusals = (errors: readonly KnownError[]): Responses => {
  const titles = new Map<number, Set<string>>();
  for (const error of [...ALWAYS, ...errors]) {
    const [status, title] = KNOWN[error];
    titles.getOrInsertComputed(status, () => new Set<string>()).add(title);
  }
  const told = [...titles].map(([status, some]) => [status, refusal([...some].join('; '))] as const);
  return {
    ...Object.fromEntries(told),
    500: refusal('An error of Cauce itself; the log of the host has it'),
  };
};
