import type { App } from '../../host/app.ts';
import { UsageError } from '../../host/usage-error.ts';

/** Hands a parked key back to its group. Throws UsageError. */
export const unparkOperation = async ({ folder }: App, { group, key }: { group: string; key: string }) => {
  if (await folder.core.bus.unpark(group, key)) return { group, key, unparked: true };
  throw new UsageError(`${group} has no parked key ${key}, or does not run here`);
};
