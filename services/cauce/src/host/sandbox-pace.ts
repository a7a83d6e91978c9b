/** A setting of the sandboxes is no number that it can be. */
export class SandboxPaceError extends Error {
  readonly code = 'SANDBOX_PACE';

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'SandboxPaceError';
  }
}

const SETTINGS = { answerAfterMs: 'CAUCE_SANDBOX_ANSWER_MS', perSecond: 'CAUCE_SANDBOX_PER_SECOND' } as const;

/**
 * How the sandboxes are to behave: milliseconds that each message takes (CAUCE_SANDBOX_ANSWER_MS), and messages that
 * each provider takes in a second (CAUCE_SANDBOX_PER_SECOND). Throws SandboxPaceError with every mistake.
 */
export const sandboxPace = (
  env: NodeJS.ProcessEnv = process.env,
): { answerAfterMs?: number; perSecond?: number } => {
  const given = Object.entries(SETTINGS).flatMap(([name, variable]) =>
    env[variable] ? [{ name, variable, value: Number(env[variable]) }] : [],
  );
  const wrong = given.filter(({ value }) => !(Number.isFinite(value) && value > 0));
  if (wrong.length > 0)
    throw new SandboxPaceError(wrong.map(({ variable }) => `${variable} must be a number above 0`));
  return Object.fromEntries(given.map(({ name, value }) => [name, value]));
};
