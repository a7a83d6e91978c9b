import { type InstantText, instantText } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';

/** Checkpoint that holds an instant up to which the folder has lived on the machine's time. */
const LIVE_UNTIL = 'live-until';

/** Writes down that the folder lives until now. */
export const keepLiveUntil = async ({
  checkpoints,
  clock,
}: Pick<Core, 'checkpoints' | 'clock'>): Promise<void> => {
  await checkpoints.set(LIVE_UNTIL, instantText(clock.now()), await checkpoints.get(LIVE_UNTIL));
};

/** An instant up to which the folder has lived, at most a minute before its end; null where it never was live. */
export const liveUntil = ({ checkpoints }: Pick<Core, 'checkpoints'>): Promise<InstantText | null> =>
  checkpoints.get(LIVE_UNTIL);
