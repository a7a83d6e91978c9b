import { isStandstill, type Monotonic } from '@cauce/ports';

const AGAIN_MS = 1_000;

/** Does work again after each standstill; false where it is no longer wanted before it is done. */
export const pastStandstill = async (
  monotonic: Monotonic,
  work: () => Promise<void>,
  wanted: () => boolean,
): Promise<boolean> => {
  while (wanted()) {
    try {
      await work();
      return true;
    } catch (error) {
      if (!isStandstill(error)) throw error;
      await monotonic.wait(AGAIN_MS);
    }
  }
  return false;
};
