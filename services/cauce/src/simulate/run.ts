import type { Importer } from '@cauce/ingestion';
import { instantText, type InstantText } from '@cauce/kernel';
import type { Core, VirtualClock } from '@cauce/runtime';
import type { Host } from '../host/host.ts';
import type { StagedRow } from './staged-rows.ts';

const BATCH = 500;

/** Checkpoint that holds the business time of a folder under a virtual clock; empty once it is live. */
const CLOCK = 'clock';

/** The virtual "now" that a folder was left at, null for a folder that is live or new. */
export const savedNow = async (core: Pick<Core, 'checkpoints'>): Promise<InstantText | null> =>
  (await core.checkpoints.get(CLOCK)) || null;

/** Writes down the virtual "now", or with "" that the folder is live from here on. */
export const saveNow = async (core: Pick<Core, 'checkpoints'>, now: InstantText | ''): Promise<void> => {
  await core.checkpoints.set(CLOCK, now, await core.checkpoints.get(CLOCK));
};

export interface Play {
  readonly host: Host;
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
 * only when everything of the instant before is handled. Rows already taken in by an earlier, broken-off run change
 * nothing.
 */
export const play = async ({ host, clock, importer, rows, until, onProgress }: Play): Promise<void> => {
  const { core } = host.folder;
  let next = 0;
  for (;;) {
    const due = await core.dueIndex.next();
    const row = rows[next]?.at;
    const at = [due, row].filter((one) => one !== null && one !== undefined).sort()[0];
    if (at === undefined || at > until) break;
    clock.moveTo(Temporal.Instant.from(at));
    const now = instantText(clock.now());
    const first = next;
    while (next < rows.length && (rows[next]?.at ?? '') <= now) next += 1;
    await applyRows(importer, rows.slice(first, next));
    await host.settle();
    await saveNow(core, now);
    onProgress?.(now);
  }
  clock.moveTo(Temporal.Instant.from(until));
  await host.settle();
  await saveNow(core, until);
};

const applyRows = async (importer: Importer, rows: readonly StagedRow[]): Promise<void> => {
  for (let start = 0; start < rows.length; start += BATCH) {
    const lines = rows.slice(start, start + BATCH).map(({ line, row }) => ({ line, rows: [row], rejects: [] }));
    await importer.apply(lines);
  }
};
