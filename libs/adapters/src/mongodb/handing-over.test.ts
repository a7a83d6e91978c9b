import { UnavailableError } from '@cauce/ports';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterEach, expect, it } from '@jest/globals';
import { MongoCheckpoints } from './checkpoints.ts';
import { MongoDatabase } from './database.ts';
import { MongoDueIndex } from './due-index.ts';
import { discard, freshSettings } from './testing/fresh-database.ts';
import { HandingOver } from './testing/handing-over.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** A database behind a server that hands over when it is told to. */
const behindOne = async () => {
  const between = await HandingOver.before(await testServers.mongo(), ['find', 'update', 'delete']);
  undo.push(() => between.stop());
  const { database } = await freshSettings();
  const opened = new MongoDatabase({ url: between.url, database });
  undo.push(() => discard(opened));
  return { between, checkpoints: new MongoCheckpoints(opened), dueIndex: await MongoDueIndex.open(opened) };
};

describeOn('mongo', 'a server of MongoDB that hands over', () => {
  it.each([
    ['is going down', 91],
    ['is interrupted by its end', 11_600],
    ['is interrupted by an election', 11_602],
    ['has stepped down', 189],
    ['may not be written to', 10_107],
    ['may not be read', 13_435],
    ['is neither primary nor secondary', 13_436],
  ])('and %s is away', async (_, code) => {
    const { between, dueIndex } = await behindOne();
    between.code = code;
    await expect(dueIndex.remove('gate', 'a', 1)).rejects.toThrow(UnavailableError);
    between.code = null;
    await dueIndex.remove('gate', 'a', 1);
  });

  it('is away whatever it is asked, also where the driver has asked twice', async () => {
    const { between, checkpoints, dueIndex } = await behindOne();
    const entry = { owner: 'gate', id: 'a', key: 'a', dueAt: '2026-03-01T09:00:00.000Z', revision: 1 };
    for (const call of [() => checkpoints.get('relay'), () => dueIndex.set([entry])]) {
      between.code = 91;
      await expect(call()).rejects.toThrow(UnavailableError);
      between.code = null;
      await call();
    }
    expect(await dueIndex.due('gate', entry.dueAt, 1)).toEqual([entry]);
  });
});
