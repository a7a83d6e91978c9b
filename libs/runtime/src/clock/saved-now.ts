import type { InstantText } from '@cauce/kernel';
import type { Checkpoints } from '@cauce/ports';

interface Kept {
  readonly checkpoints: Checkpoints;
}

/** Checkpoint that holds business time where a virtual clock stands; empty once it is the machine's. */
const CLOCK = 'clock';

/** The virtual "now" that was written down last, null where business time is the machine's, or nothing was begun. */
export const savedNow = async ({ checkpoints }: Kept): Promise<InstantText | null> =>
  (await checkpoints.get(CLOCK)) || null;

/** Writes down the virtual "now", or with "" that business time is the machine's from here on. */
export const saveNow = async ({ checkpoints }: Kept, now: InstantText | ''): Promise<void> => {
  await checkpoints.set(CLOCK, now, await checkpoints.get(CLOCK));
};
