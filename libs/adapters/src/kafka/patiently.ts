import type { Monotonic } from '@cauce/ports';

const WAIT_MS = 200;
const TRIES = 150;

/**
 * Asks again while the brokers say that trying later may help, as while they choose a leader; for half a minute at most,
 * and not when nobody waits for the answer any more.
 */
export const patiently = async <T>(
  monotonic: Monotonic,
  question: () => Promise<T>,
  over: AbortSignal,
): Promise<T> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await question();
    } catch (error) {
      const { retriable } = error as { retriable?: boolean };
      if (!retriable || tried === TRIES || over.aborted) throw error;
      await monotonic.wait(WAIT_MS, over);
    }
  }
};
