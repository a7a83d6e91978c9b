import type { RecordedEvent } from '@cauce/contracts';
import type { Document, ModelHandle } from '@cauce/ports';
import type { Change, Draft, LookUps, Projection } from './projection.ts';

/** An event of the present version with the digests that were computed for it. */
export interface Prepared {
  readonly event: RecordedEvent;
  readonly lookUps: LookUps;
}

interface Work {
  draft: Draft | undefined;
  /** Position of the last event that shaped it. */
  guard: string;
  changed: boolean;
}

const workOn = (document: Document | undefined): Work => ({
  draft: document,
  guard: document?.guard ?? '',
  changed: false,
});

/**
 * Folds a batch of consecutive events into a copy of a model, in memory: the documents to write. An event that a
 * document already knows is passed over, so a batch may come twice.
 */
export const foldBatch = async (
  projection: Projection,
  handle: ModelHandle,
  batch: readonly Prepared[],
): Promise<readonly Document[]> => {
  const changes: { change: Change; position: string }[] = [];
  for (const { event, lookUps } of batch) {
    for (const change of projection.changes(event, lookUps))
      changes.push({ change, position: event.position });
  }
  if (changes.length === 0) return [];
  const ids = [...new Set(changes.map(({ change }) => change.id))];
  const stored = await handle.getMany(ids);
  const work = new Map(ids.map((id) => [id, workOn(stored.get(id))]));
  for (const { change, position } of changes) {
    const one = work.get(change.id);
    // Several changes of one event may shape one document: only older events are passed over.
    if (!one || position < one.guard || (position === one.guard && !one.changed)) continue;
    const after = change.fold(one.draft);
    if (after === one.draft || after === undefined) continue;
    one.draft = after;
    one.guard = position;
    one.changed = true;
  }
  const documents: Document[] = [];
  for (const [id, { draft, guard, changed }] of work) {
    if (draft && changed) documents.push({ id, body: draft.body, keys: draft.keys, guard });
  }
  return documents;
};
