import { instantText } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
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

/**
 * Quiescence of a whole system: everything on the log is on the bus and handled, nothing is due, no receipt is
 * outstanding. `relay` is the program that brings the log to the bus.
 */
export const settleAll = async (
  store: Pick<EventStore, 'end'>,
  relay: RemoteProgram,
  others: readonly RemoteProgram[],
): Promise<void> => {
  for (;;) {
    for (
      let end = await store.end(), before = null as string | null;
      end !== before;
      end = await store.end()
    ) {
      before = end;
      await relay.settle();
      await Promise.all(others.map((program) => program.settle()));
    }
    const stirred = await Promise.all(others.map((program) => program.stir()));
    if (stirred.every((count) => count === 0)) return;
  }
};
