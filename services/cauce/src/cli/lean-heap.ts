import { setFlagsFromString } from 'node:v8';

/**
 * Keeps this process's heaps near what lives in them: 16 MB of young objects, and collections of the old ones when they
 * have grown threefold. Long work that keeps little would otherwise gather garbage in hundreds of MB; collecting earlier
 * costs a quarter more processor time.
 */
export const leanHeap = (): void => {
  setFlagsFromString('--max-semi-space-size=16');
  setFlagsFromString('--heap-growing-percent=200');
};
