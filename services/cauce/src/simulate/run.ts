import type { Importer } from '@cauce/ingestion';
import { type InstantText, instantText } from '@cauce/kernel';
import { type Core, saveNow, type VirtualClock } from '@cauce/runtime';
import type { Folder } from '../host/folder.ts';
import type { StagedRow } from './staged-rows.ts';

const BATCH = 500;

/** Something that is due cannot be done: business time cannot go on without it. */
export class StandstillError extends Error {
  readonly code = 'STANDSTILL';

  constructor(dueAt: InstantText) {
    super(`what was due at ${dueAt} cannot be done: "cauce parked" says what stands still, and why`);
    this.name = 'StandstillError';
  }
}

/** What a simulation is played through: a core, and whatever works on it, here or in other processes. */
export interface Line {
  readonly folder: Pick<Folder, 'core'>;
  /** Everything handled, nothing due, the read models with it. */
  settle(): Promise<void>;
}

export interface Play {
  readonly host: Line;
  readonly clock: VirtualClock;
  readonly importer: Importer;
  /** In the order in which they take effect. */
  readonly rows: readonly StagedRow[];
  /** Last instant that is played. */
  readonly until: InstantText;
  readonly onProgress?: (now: InstantText) => void;
}

/**
 * Plays staged rows and timers in business time: the clock goes to the next instant at which something happens, and
 * only when everything of the instant before is handled. The instant is written down before anything happens at it,
 * so that a run that is broken off and begun again goes on at the same one; rows that it had taken in change nothing.
 */
export const play = async ({ host, clock, importer, rows, until, onProgress }: Play): Promise<void> => {
  const { core } = host.folder;
  let next = 0;
  // The first instant is where the clock stands: a run that was broken off there has yet to finish it.
  for (
    let at: InstantText | null = instantText(clock.now());
    at !== null && at <= until;
    at = earliest(await nextDue(core, instantText(clock.now())), rows[next]?.at ?? null)
  ) {
    await clock.moveTo(Temporal.Instant.from(at));
    const now = instantText(clock.now());
    await saveNow(core, now);
    while ((rows[next]?.at ?? until) < now)
      next += await applyInstant(rows, next, (batch) => apply(importer, batch));
    // The services see each batch whole before the next one comes, so that the same rows always give the same events.
    if (rows[next]?.at === now) {
      next += await applyInstant(rows, next, async (batch) => {
        await apply(importer, batch);
        await host.settle();
      });
    }
    await host.settle();
    const left = await core.dueIndex.next();
    if (left !== null && left <= now) throw new StandstillError(left);
    onProgress?.(now);
  }
  await clock.moveTo(Temporal.Instant.from(until));
  await host.settle();
  await saveNow(core, until);
};

/** A timer that stays due although everything was handled would be met for ever: its work fails, or its key is parked. */
export class StuckTimerError extends Error {
  constructor(due: InstantText) {
    super(`what was due at ${due} cannot be handled: "cauce parked" says which key stands still and why`);
    this.name = 'StuckTimerError';
  }
}

const nextDue = async ({ dueIndex }: Core, now: InstantText): Promise<InstantText | null> => {
  const due = await dueIndex.next();
  if (due !== null && due <= now) throw new StuckTimerError(due);
  return due;
};

const earliest = (one: InstantText | null, other: InstantText | null): InstantText | null =>
  one === null || (other !== null && other < one) ? other : one;

/** Hands over the rows of one instant, batch by batch; how many they were. */
const applyInstant = async (
  rows: readonly StagedRow[],
  first: number,
  apply: (batch: readonly StagedRow[]) => Promise<void>,
): Promise<number> => {
  let end = first;
  while (end < rows.length && rows[end]?.at === rows[first]?.at) end += 1;
  for (let start = first; start < end; start += BATCH)
    await apply(rows.slice(start, Math.min(end, start + BATCH)));
  return end - first;
};

const apply = async (importer: Importer, rows: readonly StagedRow[]): Promise<void> => {
  await importer.apply(rows.map(({ line, row }) => ({ line, rows: [row], rejects: [] })));
};
