import { readdir, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { openTable, type RejectedLine, writeRejects } from '@cauce/ingestion';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';

/** Columns that a file of rejects has after those of its source: line and reasons. */
const OWN_COLUMNS = 2;
const PARTIAL = 'partial-';

type Holds = (text: string) => boolean;

/** Takes the lines that hold a value out of a file of rejects; the whole file where it cannot be read. */
const purgeFile = async (folder: string, name: string, holds: Holds): Promise<boolean> => {
  const path = join(folder, name);
  const kept: RejectedLine[] = [];
  let found = false;
  let source: Parameters<typeof writeRejects>[1];
  try {
    const { shape, headers, batches } = await openTable(path);
    source = { shape, headers: headers.slice(0, -OWN_COLUMNS) };
    for await (const batch of batches) {
      for (const { cells } of batch) {
        if (cells.some(holds)) found = true;
        else kept.push(lineOf(cells, headers.length));
      }
    }
  } catch {
    await rm(path);
    return true;
  }
  if (!found) return false;
  if (kept.length === 0) {
    await rm(path);
    return true;
  }
  const partial = join(folder, `${PARTIAL}${name}`);
  await writeRejects(partial, source, each(kept));
  await rename(partial, path);
  return true;
};

const lineOf = (cells: readonly string[], width: number): RejectedLine => ({
  line: Number(cells[width - OWN_COLUMNS]),
  cells: cells.slice(0, width - OWN_COLUMNS),
  rejects: [{ column: '', reason: cells[width - 1] ?? '' }],
});

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

/** Takes a person's lines out of the rejects of a data folder; how many files were changed. */
export const purgeRejectFiles = async (dir: string, holds: Holds): Promise<number> => {
  const folder = join(dir, 'rejects');
  const names = await readdir(folder).catch(() => []);
  let changed = 0;
  for (const name of names) {
    if (name.startsWith(PARTIAL)) await rm(join(folder, name));
    else if (extname(name) !== '' && (await purgeFile(folder, name, holds))) changed += 1;
  }
  return changed;
};

/** Destroys the key of every import that turned away a value of a person; how many there were. */
export const purgeImportKeys = async (
  { store, log, vault }: Pick<Core, 'store' | 'log' | 'vault'>,
  holds: Holds,
  at: InstantText,
): Promise<number> => {
  const found = new Set<Uuid>();
  for (let after: string | null = null; ; ) {
    const page = await store.readAll({ after, limit: 5_000, categories: ['import'] });
    for (const event of page.events) {
      for (const [subject, fields] of await log.sealer.open(event)) {
        const texts = Object.values(fields ?? {}).filter((value) => typeof value === 'string');
        if (texts.some(holds)) found.add(subject);
      }
    }
    if (page.atEnd) break;
    after = page.next;
  }
  for (const subject of found) await vault.destroy(subject, at);
  return found.size;
};
