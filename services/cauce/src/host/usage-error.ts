/** What was asked cannot be done as it was asked: the caller must change the question. */
export class UsageError extends Error {
  readonly code = 'USAGE';

  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What is wrong with an argument: `dueOn`, "must be a date". */
export interface ArgumentProblem {
  /** As the operation names it: a person may know it as an option, or as a place in the command. */
  readonly argument: string;
  readonly problem: string;
}

/** Arguments are not what they must be. */
export class InvalidArgumentsError extends UsageError {
  readonly problems: readonly ArgumentProblem[];

  constructor(problems: readonly ArgumentProblem[]) {
    super(problemWords(problems, (argument) => argument));
    this.name = 'InvalidArgumentsError';
    this.problems = problems;
  }
}

/** Problems in one line, with each argument named as somebody knows it. */
export const problemWords = (
  problems: readonly ArgumentProblem[],
  nameOf: (argument: string) => string,
): string => problems.map(({ argument, problem }) => `${nameOf(argument)} ${problem}`).join('; ');

/** Why one argument is not what it must be. */
export const invalid = (argument: string, problem: string): InvalidArgumentsError =>
  new InvalidArgumentsError([{ argument, problem }]);
