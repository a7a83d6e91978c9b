import { jest } from '@jest/globals';

/** What a command said since it was last forgotten, while somebody listens. */
export const heard = { out: '', err: '' };

export const forget = (): void => {
  Object.assign(heard, { out: '', err: '' });
};

/** Gathers what goes to the standard streams, in place of writing it, until all mocks are restored. */
export const listen = (): void => {
  forget();
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    heard.out += text;
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    heard.err += text;
    return true;
  });
};
