import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { SqliteCheckpoints } from './checkpoints.ts';
import { SqliteDueIndex } from './due-index.ts';
import { SqliteParkedMessages } from './parked-messages.ts';
import { WorkFile } from './work-file.ts';

describe('the file of timers, checkpoints and parked messages', () => {
  let path: string;
  let file: WorkFile;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    const around = await temporaryFolder();
    remove = around.remove;
    await mkdir(around.folder);
    path = join(around.folder, 'work.db');
    file = new WorkFile(path);
  });
  afterEach(async () => {
    file.close();
    await remove();
  });

  it('is opened as it was before it kept traces', async () => {
    file.close();
    const older = new DatabaseSync(path);
    older.exec('ALTER TABLE due DROP COLUMN trace');
    older.exec(`INSERT INTO due VALUES ('gate', 'a', 'a', '2026-03-01T09:00:00.000Z', 0)`);
    older.close();
    file = new WorkFile(path);
    const dueIndex = new SqliteDueIndex(file);
    const [entry] = await dueIndex.due('gate', '2026-03-01T09:00:00.000Z', 10);
    expect(entry).toStrictEqual({
      owner: 'gate',
      id: 'a',
      key: 'a',
      dueAt: '2026-03-01T09:00:00.000Z',
      revision: 0,
    });
    const traced = { ...entry!, trace: 'of today' };
    await dueIndex.set([traced]);
    expect(await dueIndex.due('gate', traced.dueAt, 10)).toEqual([traced]);
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
    const message = {
      ...{ group: 'one', key: 'debt-a', stream: 'debt-a', revision: 1, position: '1' },
      ...{ eventId: 'a', eventType: 'SampleNoted', reason: 'out of paper' },
    };
    const parked = new SqliteParkedMessages(file);
    const written = Promise.all([
      checkpoints.set('relay', '1', null),
      dueIndex.set([entry('a')]),
      dueIndex.remove('gate', 'a', 0),
      dueIndex.set([entry('b')]),
      parked.put(message),
    ]);
    expect(await checkpoints.get('relay')).toBe('1');
    expect(await dueIndex.due('gate', entry('b').dueAt, 10)).toEqual([entry('b')]);
    expect(await parked.all()).toEqual([message]);
    expect((await written)[0]).toBe(true);
  });
});
