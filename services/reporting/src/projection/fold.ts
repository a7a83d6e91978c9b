import type { RecordedEvent } from '@cauce/contracts';
import type { Change, LookUps, Projection, Sweep } from './projection.ts';
import type { WorkingSet } from './working-set.ts';

/** An event of the present version with the digests that were computed for it. */
export interface Prepared {
  readonly event: RecordedEvent;
  readonly lookUps: LookUps;
}

interface Placed {
  readonly change: Change;
  readonly position: string;
}

/** Folds consecutive changes; `changed`: documents that the batch changed before. */
const foldChanges = async (
  documents: WorkingSet,
  changes: readonly Placed[],
  changed: Set<string>,
): Promise<void> => {
  if (changes.length === 0) return;
  const work = await documents.load(new Set(changes.map(({ change }) => change.id)));
  const folded = new Set<string>();
  for (const { change, position } of changes) {
    const { id } = change;
    const before = work.get(id);
    // Several changes of one event may shape one document: only older events are passed over.
    if (before && (position < before.guard || (position === before.guard && !changed.has(id)))) continue;
    const after = change.fold(before);
    if (after === before || after === undefined) continue;
    work.set(id, { id, body: after.body, keys: after.keys, guard: position });
    changed.add(id);
    folded.add(id);
  }
  for (const id of folded) {
    const document = work.get(id);
    if (document) documents.put(document);
  }
};

const isSweep = (change: Change | Sweep): change is Sweep => 'index' in change;

/**
 * Folds a batch of consecutive events into the documents of a model, in memory. An event that a document already
 * knows is passed over, so a batch may come twice.
 */
export const foldBatch = async (
  projection: Projection,
  documents: WorkingSet,
  batch: readonly Prepared[],
): Promise<void> => {
  const changed = new Set<string>();
  let changes: Placed[] = [];
  for (const { event, lookUps } of batch) {
    const { position } = event;
    for (const change of projection.changes(event, lookUps)) {
      if (isSweep(change)) {
        // What was before it may be what it reaches.
        await foldChanges(documents, changes, changed);
        const ids = await documents.idsUnder(change.index, change.prefix);
        changes = ids.map((id) => ({ change: { id, fold: (before) => change.fold(before) }, position }));
      } else changes.push({ change, position });
    }
  }
  await foldChanges(documents, changes, changed);
};
