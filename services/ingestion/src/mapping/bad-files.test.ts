import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { BAD_FILES } from '../files/testing/bad-files.ts';
import { fileErrorOf } from '../files/testing/collect.ts';
import { tempFolder } from '../files/testing/temp.ts';
import { loadMapping } from './catalog.ts';
import { openMapped } from './map-file.ts';
import type { MappedLine } from './map-line.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());

const outcomeOf = async (path: string) => {
  const lines: MappedLine[] = [];
  let notes: readonly string[] = [];
  const error = await fileErrorOf(async () => {
    const file = await openMapped(path, await loadMapping('cauce'));
    notes = file.notes;
    for await (const batch of file.batches) lines.push(...batch);
  });
  const rejects = lines.flatMap((line) => line.rejects);
  return {
    error,
    notes,
    rejects,
    taken: lines.filter((line) => line.rows.length > 0).length,
    warnings: lines.flatMap((line) => line.warnings),
  };
};

describe('bad files', () => {
  it('are at least fifty', () => expect(BAD_FILES.length).toBeGreaterThanOrEqual(50));

  it.each(BAD_FILES.map((file) => [file.name, file] as const))('%s', async (_name, file) => {
    const outcome = await outcomeOf(await file.make(folder));
    if ('error' in file.expect) {
      expect(outcome).toMatchObject({ error: file.expect.error, taken: 0 });
      return;
    }
    expect(outcome.error).toBeUndefined();
    expect(outcome.rejects.map(({ reason }) => reason.split(':')[0])).toEqual(file.expect.rejects);
    expect(outcome.taken).toBe(file.expect.taken);
    expect(outcome.rejects.every(({ line, reason }) => line >= 2 && /^[A-Z_]+: .{10}/.test(reason))).toBe(
      true,
    );
    if (file.expect.notes)
      expect(outcome.notes).toContainEqual(expect.stringMatching(`^${file.expect.notes}: `));
    if (file.expect.rejects.length === 0 && file.expect.taken === 2) expect(outcome.warnings).toHaveLength(1);
  });
});

const openOn = (path: string): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  }).length;

(existsSync('/proc/self/fd') ? it : it.skip)('a file that is refused is not left open', async () => {
  const cauce = await loadMapping('cauce');
  const path = folder.write('refused.csv', `a,b\n${'1,2\n'.repeat(300_000)}`);
  for (let round = 0; round < 5; round++)
    expect(await fileErrorOf(() => openMapped(path, cauce))).toBe('MISSING_COLUMNS');
  while (openOn(path) > 0) await new Promise((resolve) => setImmediate(resolve));
  expect(openOn(path)).toBe(0);
});
