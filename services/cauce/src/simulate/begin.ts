import type { InstantText } from '@cauce/kernel';
import { type Core, savedNow, type VirtualClock } from '@cauce/runtime';
import { UsageError } from '../host/usage-error.ts';

/** Checkpoint that names the simulation a folder was made by. */
const SIMULATION = 'simulation';

export interface SimulationName {
  readonly path: string;
  readonly mapping: string;
  readonly from: string;
  readonly to: string;
  readonly strategy: string;
  /** First instant. */
  readonly begin: InstantText;
}

/**
 * Prepares a folder for a simulation: a new one begins, the same one that was broken off goes on where it was.
 * Throws UsageError when the folder holds events later than the beginning.
 */
export const beginSimulation = async (
  core: Core,
  clock: VirtualClock,
  name: SimulationName,
): Promise<void> => {
  const wanted = [name.path.split('/').at(-1), name.mapping, name.from, name.to, name.strategy].join('|');
  const before = await core.checkpoints.get(SIMULATION);
  const now = await savedNow(core);
  if (before === wanted) {
    if (now) clock.moveTo(Temporal.Instant.from(now));
    return;
  }
  const latest = await latestRecordedAt(core);
  if (latest !== null && latest > name.begin) {
    throw new UsageError(
      `this folder holds events up to ${latest}, later than ${name.from}: simulate in a folder of its own (--data DIR)`,
    );
  }
  await core.checkpoints.set(SIMULATION, wanted, before);
};

/** When the last event of the log was recorded, null of an empty log. */
const latestRecordedAt = async (core: Core): Promise<InstantText | null> => {
  let latest: InstantText | null = null;
  for (let after: string | null = null; ; ) {
    const page = await core.store.readAll({ after, limit: 5_000 });
    for (const { recordedAt } of page.events) if (latest === null || recordedAt > latest) latest = recordedAt;
    if (page.atEnd) return latest;
    after = page.next;
  }
};
