import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_PACKS, packFoldersIn } from '../load.ts';
import { readVectors } from './read.ts';
import { judgeVectors, type VectorResult } from './run.ts';

/** What came of the worked examples beside a pack. */
export interface TestedPack {
  /** Name of its folder. */
  readonly pack: string;
  readonly results: readonly VectorResult[];
}

/**
 * Judges the worked examples that stand beside each pack of a folder (our own when none is given), in `examples.jsonl`,
 * with all packs of the folder. Throws PackError, VectorFileError.
 */
export function* testPacks(dir: string = OWN_PACKS): Generator<TestedPack> {
  for (const pack of packFoldersIn(dir)) {
    const file = join(dir, pack, 'examples.jsonl');
    const vectors = existsSync(file) ? readVectors(file) : [];
    yield { pack, results: [...judgeVectors(vectors, dir)] };
  }
}
