import { instantText } from '@cauce/kernel';
import { type Core, saveNow, VirtualClock } from '@cauce/runtime';
import type { RemoteProgram } from './remote-program.ts';

/**
 * Business time of a whole system, moved by hand for all its processes together: written down first, for those that
 * start later, then told to each of the others, before anything happens at it.
 */
export class SharedClock extends VirtualClock {
  constructor(
    instant: Temporal.Instant,
    private readonly programs: () => readonly RemoteProgram[],
    private readonly parts: () => Pick<Core, 'checkpoints'>,
  ) {
    super(instant);
  }

  override async moveTo(instant: Temporal.Instant): Promise<void> {
    super.moveTo(instant);
    const now = instantText(this.now());
    await saveNow(this.parts(), now);
    await Promise.all(this.programs().map((program) => program.moveTo(now)));
  }
}

/** How long something may stay outstanding that nobody takes up, while replicas divide their work anew, in milliseconds. */
const DIVIDING_MS = 120_000;
const AGAIN_MS = 200;

/**
 * Quiescence of a whole system: everything on the log is on the bus and handled, nothing is due, no receipt is
 * outstanding. `relay` is the program that brings the log to the bus, `outstanding` tells what a program cannot know
 * that it is to take up; what nobody takes up for two minutes is left alone.
 */
export const settleAll = async (
  { store, monotonic }: Pick<Core, 'store' | 'monotonic'>,
  relay: RemoteProgram,
  others: readonly RemoteProgram[],
  outstanding: () => Promise<boolean>,
): Promise<void> => {
  for (let idleSince = monotonic.ms(); ; ) {
    for (
      let end = await store.end(), before = null as string | null;
      end !== before;
      end = await store.end()
    ) {
      before = end;
      await relay.settle();
      await Promise.all(others.map((program) => program.settle()));
    }
    const before = await store.end();
    const stirred = await Promise.all(others.map((program) => program.stir()));
    // An answer may be lost with the program that gave it: the log tells what was stirred.
    if (stirred.some((count) => count > 0) || (await store.end()) !== before) idleSince = monotonic.ms();
    else {
      if (!(await outstanding()) || monotonic.ms() - idleSince > DIVIDING_MS) return;
      await monotonic.wait(AGAIN_MS);
    }
  }
};
