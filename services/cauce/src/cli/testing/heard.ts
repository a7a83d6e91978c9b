import { jest } from '@jest/globals';

/** What a command said since it was last forgotten, while somebody listens. */
export const heard = { out: '', err: '' };

export const forget = (): void => {
  Object.assign(heard, { out: '', err: '' });
};

/**
 * Gathers what goes to the standard streams, in place of writing it, until all mocks are restored. The exit code begins
 * anew: it is the one of the process that runs the tests, and other tests may have left theirs.
 */
export const listen = (): void => {
  forget();
  process.exitCode = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    heard.out += text;
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    heard.err += text;
    return true;
  });
};
