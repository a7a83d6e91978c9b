import { type ApiServer, type ListenOptions, startApi } from '../api/server.ts';
import { openFolder } from '../host/folder.ts';
import { acceptOlderCopy, refuseOlderCopy } from '../host/older-copy.ts';
import { goLive, type Started } from './first-start.ts';
import { LiveClock } from './live-clock.ts';
import { LiveLoop } from './live-loop.ts';

export interface LiveOptions {
  readonly dir: string;
  /** Where the API is served; left out, on loopback. */
  readonly place?: ListenOptions;
  /** Somebody knows that the folder may be an older copy than its ledger. */
  readonly olderCopy?: boolean;
  /** Told about what stands still or fails; codes and ids, no personal data. */
  readonly tell: (problem: string) => void;
  /** Share of the sample that is played, from 0 to 1. */
  readonly onProgress: (share: number) => void;
  /** Aborted, it breaks off the sample; the next start goes on with it. */
  readonly signal: AbortSignal;
}

/** A folder's services, at work on the machine's time. */
export interface LiveHost extends Started {
  readonly api: ApiServer;
  /** No more calls, then services, read models, gateway, sandbox, folder; each lets end what is under way. */
  stop(): Promise<void>;
}

/**
 * Opens a folder and goes live with it. Throws FolderHeldError, OlderCopyError, LedgerLostError, AheadOfTimeError, ChangedVersionError,
 * PackError.
 */
export const startLive = async (options: LiveOptions): Promise<LiveHost> => {
  const { dir, place, olderCopy = false, tell, onProgress, signal } = options;
  const clock = new LiveClock();
  const onFailure = (group: string, key: string, reason: string): void =>
    tell(`${group} parked ${key}: ${reason.split('\n', 1)[0]}`);
  const folder = await openFolder({ dir, clock, onFailure });
  const opened: (() => Promise<void>)[] = [() => folder.close()];
  const stop = async (): Promise<void> => {
    const close = opened.pop();
    if (!close) return;
    try {
      await close();
    } finally {
      await stop();
    }
  };
  try {
    if (olderCopy) await acceptOlderCopy(folder.core.ledger);
    await refuseOlderCopy(dir, folder.core.ledger);
    const started = await goLive(folder, clock, (share) => {
      signal.throwIfAborted();
      onProgress(share);
    });
    opened.push(() => started.host.stop());
    const loop = new LiveLoop(started.host, tell);
    opened.push(() => loop.stop());
    const api = await startApi(started.host, () => loop.problems, place);
    opened.push(() => api.close());
    folder.announce(api.url);
    return { ...started, api, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
