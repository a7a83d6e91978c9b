import type { Monotonic } from '@cauce/ports';
import { NotFollowingError } from '../errors.ts';
import type { Copy } from './copy.ts';

/** How often it is looked how far another process is, in milliseconds. */
const POLL_MS = 20;
/** After how long without any progress of another process nobody waits for it any more, in milliseconds. */
const STANDSTILL_MS = 30_000;

/**
 * Resolves when the process that follows the log has noted of every copy that it is at a position: it notes with every
 * batch how far it is. Throws NotFollowingError where it gets no further.
 */
export const untilNoted = async (
  copies: readonly Pick<Copy, 'handle'>[],
  end: string,
  monotonic: Monotonic,
): Promise<void> => {
  let since = monotonic.ms();
  for (const { handle } of copies) {
    for (let at = '', before = ''; at < end; before = at) {
      at = (await handle.checkpoint()) ?? '';
      if (at > before) since = monotonic.ms();
      if (monotonic.ms() - since > STANDSTILL_MS)
        throw new NotFollowingError(`nothing was taken in for ${STANDSTILL_MS / 1_000} s`);
      if (at < end) await monotonic.wait(POLL_MS);
    }
  }
};
