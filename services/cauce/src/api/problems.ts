import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { InvalidArgumentsError } from '../host/usage-error.ts';
import { type ApiResponse, type Problem, sendProblem } from './http.ts';

/** The host is on its way down and takes nothing new. */
export class StoppingError extends Error {
  constructor() {
    super('the host is stopping: ask again when it is back');
    this.name = 'StoppingError';
  }
}

/** What went wrong, by the name of the error; anything else is a defect. */
export const KNOWN = {
  InvalidArgumentsError: [400, 'Arguments are wrong'],
  UsageError: [400, 'It cannot be done as it was asked'],
  BadQuestionError: [400, 'It cannot be answered as it was asked'],
  UnauthorizedError: [401, 'A key is needed'],
  ForbiddenError: [403, 'The role does not allow it'],
  UnknownReferenceError: [404, 'Nothing is known by that name'],
  AmbiguousReferenceError: [409, 'The name fits several'],
  SecondApprovalError: [409, 'Another principal must agree'],
  SubjectErasedError: [409, 'The person was erased'],
  TooManyClosingsError: [409, 'A person must agree'],
  KeyUsedError: [422, 'The idempotency key was used for something else'],
  FileTooLargeError: [413, 'The file is too large'],
  FileError: [422, 'The file cannot be read'],
  MappingError: [422, 'The mapping cannot be used'],
  PackError: [422, 'The rule pack cannot be used'],
  TemplateError: [422, 'The template cannot be used'],
  LedgerDamagedError: [409, 'The ledger is not what was written'],
  StoppingError: [503, 'The host is stopping'],
  NotFollowingError: [503, 'The read models do not follow the log'],
  StorageFullError: [507, 'No space left'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>;

export type KnownError = keyof typeof KNOWN;

/** Problem types are names of errors under this prefix. */
export const PROBLEM_TYPE = 'urn:cauce:';

const isKnown = (error: unknown): error is Error & { readonly name: KnownError } =>
  error instanceof Error && Object.hasOwn(KNOWN, error.name);

/** The problem that an error is to whoever asked: what it is called, or else what caused it. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return { type: 'about:blank', title: error.name, status, detail: error.message };
  }
  const named = error instanceof Error ? [error, error.cause].find(isKnown) : undefined;
  const known = named && KNOWN[named.name];
  if (!(error instanceof Error) || !known) {
    return {
      type: `${PROBLEM_TYPE}Defect`,
      title: 'An error of Cauce itself',
      status: 500,
      detail: 'what failed is in the log of the host',
    };
  }
  const [status, title] = known;
  const problems = error instanceof InvalidArgumentsError ? { problems: error.problems } : {};
  return { type: `${PROBLEM_TYPE}${named.name}`, title, status, detail: error.message, ...problems };
};

/** Answers every error as a problem; what nobody expected goes to the log too. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<ApiResponse>();
    // Who asked has hung up.
    if (response.destroyed) return;
    const problem = problemOf(error);
    if (problem.status === 500) {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    }
    // A stream that breaks off must look broken off.
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem);
  }
}
