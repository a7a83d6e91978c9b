import type { RecordedEvent } from '@cauce/contracts';
import type { EventStore } from '@cauce/ports';
import type { Pointer } from '../models/timeline.ts';

/** Events read though not wanted cost less than another call, up to this many in between. */
const GAP = 16;

interface Run {
  readonly from: number;
  to: number;
}

/** Ranges that cover some revisions, few and without much between. */
const runsOf = (revisions: readonly number[]): readonly Run[] => {
  const runs: Run[] = [];
  for (const revision of revisions.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && revision - last.to <= GAP) last.to = revision;
    else runs.push({ from: revision, to: revision });
  }
  return runs;
};

/** The events that rows point to, in the order of the rows. Throws when the log lacks one. */
export const readRows = async (
  store: EventStore,
  rows: readonly Pick<Pointer, 'stream' | 'revision'>[],
): Promise<readonly RecordedEvent[]> => {
  const found = new Map<string, RecordedEvent>();
  const streams = Map.groupBy(rows, ({ stream }) => stream);
  await Promise.all(
    [...streams].flatMap(([stream, wanted]) =>
      runsOf(wanted.map(({ revision }) => revision)).map(async ({ from, to }) => {
        const events = await store.read(stream, { from, limit: to - from + 1 });
        for (const event of events) found.set(`${stream}|${event.revision}`, event);
      }),
    ),
  );
  return rows.map(({ stream, revision }) => {
    const event = found.get(`${stream}|${revision}`);
    if (!event)
      throw new Error(
        `the log has no revision ${revision} of ${stream}: rebuild the timeline and verify the log`,
      );
    return event;
  });
};
