import { UsageError } from '../host/usage-error.ts';

/** The port that an option names; 0 stands for a free one. Throws UsageError. */
export const portIn = (option: string, text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`${option} must be a number from 0 to 65535, not "${text}"`);
};
