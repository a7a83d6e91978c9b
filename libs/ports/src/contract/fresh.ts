import { afterEach, beforeEach } from '@jest/globals';

/** Makes something that nobody else uses, and says how to get rid of it. */
export type MakeFresh<T> = () => Promise<{ readonly it: T; dispose(): Promise<void> }>;

/** A new one for each test of the block. */
export const withFresh = <T>(make: MakeFresh<T>): (() => T) => {
  let current: Awaited<ReturnType<MakeFresh<T>>> | undefined;
  beforeEach(async () => {
    current = await make();
  });
  afterEach(async () => {
    await current?.dispose();
    current = undefined;
  });
  return () => {
    if (!current) throw new Error('only within a test');
    return current.it;
  };
};
