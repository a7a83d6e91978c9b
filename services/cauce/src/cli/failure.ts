import { BadQuestionError } from '@cauce/reporting';
import { CommanderError } from 'commander';
import { UsageError } from '../operations/usage-error.ts';

/** What a failure means to whoever called: exit code and words. */
export interface Failure {
  readonly exitCode: 1 | 2;
  readonly message: string;
}

/** Errors whose words are for people carry a code; anything else is a defect and shows where it happened. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof UsageError || error instanceof BadQuestionError)
    return { exitCode: 2, message: error.message };
  if (error instanceof CommanderError) return { exitCode: 2, message: '' };
  if (!(error instanceof Error)) return { exitCode: 1, message: String(error) };
  const named = error.name !== 'Error' && error.name !== 'TypeError';
  return { exitCode: 1, message: named ? error.message : (error.stack ?? error.message) };
};
