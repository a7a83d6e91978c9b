import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { SqliteCheckpoints } from './checkpoints.ts';
import { SqliteDueIndex } from './due-index.ts';
import { SqliteParkedMessages } from './parked-messages.ts';
import { WorkFile } from './work-file.ts';

describe('the file of timers, checkpoints and parked messages', () => {
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
