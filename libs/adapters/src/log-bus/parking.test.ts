import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Probe, SampleStreams } from '@cauce/ports/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { openSqliteFolder } from '../sqlite/index.ts';
import { LogBus } from './log-bus.ts';

/** What the layout before made of the read models' file for a parked key. */
const FORMER_LAYOUT = `
  CREATE TABLE copies (table_name TEXT PRIMARY KEY, model TEXT NOT NULL, live INTEGER NOT NULL, shape TEXT NOT NULL,
    checkpoint TEXT, UNIQUE (model, live)) STRICT;
  CREATE TABLE "parked a" (id TEXT PRIMARY KEY, guard TEXT NOT NULL, body TEXT NOT NULL, "key_group" TEXT) STRICT;
  INSERT INTO copies VALUES ('parked a', 'parked', 1, '[1,["group"]]', '0000000000000004');
`;

describe('parked keys of a folder', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let streams: SampleStreams;
  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    streams = new SampleStreams();
  });
  afterEach(() => remove());

  /** Opens the folder with a consumer of everything, does some work, and closes it again. */
  const opened = async <T>(
    probe: Probe,
    work: (bus: LogBus, append: (count: number) => Promise<unknown>) => Promise<T>,
  ): Promise<T> => {
    const monotonic = hurriedMonotonic();
    const ports = await openSqliteFolder(folder, { monotonic });
    const bus = await LogBus.open({ ...ports, monotonic });
    await bus.consume({ group: 'one', types: ['SampleNoted'], handle: probe.handle });
    try {
      return await work(bus, (count) => ports.store.append([streams.next('debt-a', count)]));
    } finally {
      await bus.close();
      await ports.close();
    }
  };

  const park = () =>
    opened(
      new Probe().on('debt-a@1', async () => ({ kind: 'poison', error: 'out of paper' })),
      async (bus, append) => {
        await append(4);
        await bus.idle();
        return bus.parked();
      },
    );

  it('are parked still when the read models were deleted, and replay in order', async () => {
    const parked = await park();
    expect(parked).toMatchObject([{ key: 'debt-a', reason: 'out of paper', revision: 1, waiting: 3 }]);
    for (const file of ['models.db', 'models.db-wal', 'models.db-shm'])
      await rm(join(folder, file), { force: true });
    const probe = new Probe();
    await opened(probe, async (bus, append) => {
      expect(await bus.parked()).toEqual(parked);
      await append(1);
      await bus.idle();
      expect(probe.seen).toEqual([]);
      expect(await bus.unpark('one', 'debt-a')).toBe(true);
      expect(probe.of('debt-a')).toEqual([1, 2, 3, 4]);
    });
  });

  it('come over from the read models, where the layout before kept them, and do not come back', async () => {
    const parked = await park();
    const work = new DatabaseSync(join(folder, 'work.db'));
    const messages = work.prepare('SELECT * FROM parked ORDER BY position').all();
    work.exec('DROP TABLE parked');
    work.close();
    await rm(join(folder, 'models.db'));
    const models = new DatabaseSync(join(folder, 'models.db'));
    models.exec(FORMER_LAYOUT);
    const waiting = messages.map(({ stream, revision, position, event_id, event_type }) => ({
      stream,
      revision,
      position,
      eventId: event_id,
      eventType: event_type,
    }));
    const keep = models.prepare('INSERT INTO "parked a" VALUES (?, ?, ?, ?)');
    keep.run('one|debt-a', '0000000000000003', JSON.stringify({ reason: 'out of paper', waiting }), 'one');
    keep.run(
      'one|debt-b',
      '0000000000000004',
      JSON.stringify({ reason: 'handled since', waiting: [] }),
      null,
    );
    models.close();
    const probe = new Probe();
    await opened(probe, async (bus) => {
      expect(await bus.parked()).toEqual(parked);
      await bus.unpark('one', 'debt-a');
    });
    expect(probe.of('debt-a')).toEqual([1, 2, 3]);
    expect(await opened(new Probe(), (bus) => bus.parked())).toEqual([]);
  });
});
