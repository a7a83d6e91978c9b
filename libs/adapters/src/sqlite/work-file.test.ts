import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { SqliteCheckpoints } from './checkpoints.ts';
import { SqliteDueIndex } from './due-index.ts';
import { WorkFile } from './work-file.ts';

describe('the file of timers and checkpoints', () => {
  let file: WorkFile;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    const around = await temporaryFolder();
    remove = around.remove;
    await mkdir(around.folder);
    file = new WorkFile(join(around.folder, 'work.db'));
  });
  afterEach(async () => {
    file.close();
    await remove();
  });

  it('shows a read every write asked for before it, though they wait for one commit', async () => {
    const checkpoints = new SqliteCheckpoints(file);
    const dueIndex = new SqliteDueIndex(file);
    const entry = (id: string) => ({
      owner: 'gate',
      id,
      key: id,
      dueAt: '2026-03-01T09:00:00.000Z',
      revision: 0,
    });
    const written = Promise.all([
      checkpoints.set('relay', '1', null),
      dueIndex.set([entry('a')]),
      dueIndex.remove('gate', 'a', 0),
      dueIndex.set([entry('b')]),
    ]);
    expect(await checkpoints.get('relay')).toBe('1');
    expect(await dueIndex.due('gate', entry('b').dueAt, 10)).toEqual([entry('b')]);
    expect((await written)[0]).toBe(true);
  });
});
