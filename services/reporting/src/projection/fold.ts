import type { RecordedEvent } from '@cauce/contracts';
import type { Change, LookUps, Projection } from './projection.ts';
import type { WorkingSet } from './working-set.ts';

/** An event of the present version with the digests that were computed for it. */
export interface Prepared {
  readonly event: RecordedEvent;
  readonly lookUps: LookUps;
}

/**
 * Folds a batch of consecutive events into the documents of a model, in memory. An event that a document already
 * knows is passed over, so a batch may come twice.
 */
export const foldBatch = async (
  projection: Projection,
  documents: WorkingSet,
  batch: readonly Prepared[],
): Promise<void> => {
  const changes: { change: Change; position: string }[] = [];
  for (const { event, lookUps } of batch) {
    for (const change of projection.changes(event, lookUps))
      changes.push({ change, position: event.position });
  }
  if (changes.length === 0) return;
  const work = await documents.load(new Set(changes.map(({ change }) => change.id)));
  const changed = new Set<string>();
  for (const { change, position } of changes) {
    const { id } = change;
    const before = work.get(id);
    // Several changes of one event may shape one document: only older events are passed over.
    if (before && (position < before.guard || (position === before.guard && !changed.has(id)))) continue;
    const after = change.fold(before);
    if (after === before || after === undefined) continue;
    work.set(id, { id, body: after.body, keys: after.keys, guard: position });
    changed.add(id);
  }
  for (const id of changed) {
    const document = work.get(id);
    if (document) documents.put(document);
  }
};
