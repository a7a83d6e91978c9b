import { join } from 'node:path';
import { openMemory } from '@cauce/adapters/memory';
import type { Strategy } from '@cauce/domain';
import { importFile, loadMapping } from '@cauce/ingestion';
import { readPacks } from '@cauce/rule-packs';
import { type Core, openEmbeddedCore } from '@cauce/runtime';
import { Services } from '../../host/services.ts';
import { rejectsFolder } from '../../operations/intake/rejects-folder.ts';
import { writeDebtsFile } from '../debts-file.ts';
import { onFailure } from './core-of.ts';

/** Which debts are placed: so many, after those that others have placed. */
export interface Debts {
  readonly debts: number;
  readonly before: number;
}

/** Imports debts by a file that it leaves in a folder; how many events that were. Throws where a row is rejected. */
export const placeDebts = async (core: Core, dir: string, { debts, before }: Debts): Promise<number> => {
  const path = join(dir, `debts-${before}.csv`);
  await writeDebtsFile(path, debts, before);
  const mapping = await loadMapping('cauce');
  const rejects = rejectsFolder(dir, path);
  const { events, accepted } = await importFile(core, { path, mapping, actor: 'policy:bench', rejects });
  if (accepted !== debts) throw new Error(`only ${accepted} of ${debts} rows were accepted`);
  return events;
};

/**
 * Segmentation, scoring and the gate in this process, over the log itself: Kafka knows nothing of it, and no program
 * of their timers. Those would be what most is waited for: the server that stands for MongoDB in tests looks through
 * all timers whenever one is set.
 */
export const startDeciding = async (distributed: Core, strategy: Strategy): Promise<Services> => {
  const { monotonic, vault: keyVault } = distributed;
  const { parkedMessages, dueIndex } = openMemory({ monotonic });
  const core = await openEmbeddedCore({ ...distributed, keyVault, parkedMessages, dueIndex, onFailure });
  return Services.start(core, readPacks(), [], strategy);
};
