import { readdir, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openTable, type RejectedLine, writeRejects } from '@cauce/ingestion';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';
import { REJECTS } from '../own-files.ts';

/** Columns that a file of rejects has after those of its source: line and reasons. */
const OWN_COLUMNS = 2;
const PARTIAL = 'partial-';

/** Whether the cells of a line tell of the person. */
type Tells = (cells: readonly string[]) => boolean;

export interface PurgedRejects {
  readonly files: number;
  /** Lines that went, but for those of files that could not be read. */
  readonly lines: number;
}

/**
 * Takes the lines that tell of a person out of a file of rejects; the whole file where it cannot be read. Gives how
 * many lines went, null where it left the file as it was.
 */
const purgeFile = async (folder: string, name: string, tells: Tells): Promise<number | null> => {
  const path = join(folder, name);
  const kept: RejectedLine[] = [];
  let lines = 0;
  let source: Parameters<typeof writeRejects>[1];
  try {
    const { shape, headers, batches } = await openTable(path);
    source = { shape, headers: headers.slice(0, -OWN_COLUMNS) };
    for await (const batch of batches) {
      for (const { cells } of batch) {
        if (tells([...cells.slice(0, -OWN_COLUMNS), cells.at(-1) ?? ''])) lines += 1;
        else kept.push(lineOf(cells, headers.length));
      }
    }
  } catch {
    await rm(path);
    return 0;
  }
  if (lines === 0) return null;
  if (kept.length === 0) {
    await rm(path);
    return lines;
  }
  const partial = join(folder, `${PARTIAL}${name}`);
  await writeRejects(partial, source, each(kept));
  await rename(partial, path);
  return lines;
};

const lineOf = (cells: readonly string[], width: number): RejectedLine => ({
  line: Number(cells[width - OWN_COLUMNS]),
  cells: cells.slice(0, width - OWN_COLUMNS),
  rejects: [{ column: '', reason: cells[width - 1] ?? '' }],
});

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

/** Takes a person's lines out of the rejects of a data folder. */
export const purgeRejectFiles = async (dir: string, tells: Tells): Promise<PurgedRejects> => {
  const folder = join(dir, REJECTS);
  const names = await readdir(folder).catch(() => []);
  let files = 0;
  let lines = 0;
  for (const name of names) {
    if (name.startsWith(PARTIAL)) await rm(join(folder, name));
    const gone =
      extname(name) === '' || name.startsWith(PARTIAL) ? null : await purgeFile(folder, name, tells);
    if (gone === null) continue;
    files += 1;
    lines += gone;
  }
  return { files, lines };
};

/** Destroys the key of every import that turned away a value of a person; how many there were. */
export const purgeImportKeys = async (
  { store, log, vault }: Pick<Core, 'store' | 'log' | 'vault'>,
  tells: Tells,
  at: InstantText,
): Promise<number> => {
  const found = new Set<Uuid>();
  for (let after: string | null = null; ; ) {
    const page = await store.readAll({ after, limit: 1_000, categories: ['import'] });
    for (const event of page.events) {
      for (const [subject, fields] of await log.sealer.open(event)) {
        const texts = Object.values(fields ?? {}).filter((value) => typeof value === 'string');
        if (texts.some((text) => tells([text]))) found.add(subject);
      }
    }
    if (page.atEnd) break;
    after = page.next;
    // Whoever else lives in this process gets a turn.
    await setImmediate();
  }
  for (const subject of found) await vault.destroy(subject, at);
  return found.size;
};
