import { LOG_HEAD, type VerifyReport } from '@cauce/ports';
import type { App } from '../../host/app.ts';
import { UsageError } from '../../host/usage-error.ts';

export interface VerifyArgs {
  /** A head that was told before. */
  readonly head?: string;
  readonly onProgress?: (events: number) => void;
}

/** Says whether the log is what it was, and still begins as it did when a head was told. Throws UsageError. */
export const verifyOperation = async (
  { folder }: App,
  { head, onProgress }: VerifyArgs,
): Promise<VerifyReport> => {
  if (head !== undefined && !LOG_HEAD.test(head))
    throw new UsageError(`--head must be what "cauce audit verify" told as head, not "${head}"`);
  return folder.core.ledger.verify(onProgress, head);
};
