import { type Command, CommanderError } from 'commander';
import { InvalidArgumentsError, problemWords } from '../host/usage-error.ts';
import { asTyped } from './as-typed.ts';

/** What a failure means to whoever called: exit code and words. */
export interface Failure {
  readonly exitCode: 1 | 2;
  readonly message: string;
}

/** What was asked cannot be done or answered as it was asked. By name: whoever shows help needs none of the classes. */
const ASKED_WRONGLY: ReadonlySet<string> = new Set(['UsageError', 'BadQuestionError']);

/** Errors whose words are for people carry a code; anything else is a defect and shows where it happened. */
export const failureOf = (error: unknown, command: Command): Failure => {
  if (error instanceof InvalidArgumentsError) {
    return { exitCode: 2, message: problemWords(error.problems, (argument) => asTyped(command, argument)) };
  }
  if (error instanceof Error && ASKED_WRONGLY.has(error.name)) return { exitCode: 2, message: error.message };
  if (error instanceof CommanderError) return { exitCode: 2, message: '' };
  if (!(error instanceof Error)) return { exitCode: 1, message: String(error) };
  const named = error.name !== 'Error' && error.name !== 'TypeError';
  return { exitCode: 1, message: named ? error.message : (error.stack ?? error.message) };
};
