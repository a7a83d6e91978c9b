import { derivedId } from '@cauce/kernel';
import { SubjectErasedError } from '@cauce/ports';
import { describeOn } from '@cauce/testing/servers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { MongoCollection, type Stored } from './collection.ts';
import { MongoDatabase } from './database.ts';
import { MongoKeyVault } from './key-vault.ts';
import { MongoReadModels } from './read-models.ts';
import type { MongoSettings } from './settings.ts';
import { discard, freshSettings } from './testing/fresh-database.ts';

describeOn('mongo', 'two processes over one database', () => {
  let settings: MongoSettings;
  let one: MongoDatabase;
  let two: MongoDatabase;
  beforeEach(async () => {
    settings = await freshSettings();
    one = new MongoDatabase(settings);
    two = new MongoDatabase(settings);
  });
  afterEach(async () => {
    await two.close();
    await discard(one);
  });

  describe('of read models', () => {
    const model = { name: 'sample', version: 1, indexes: ['name'] };
    const document = (id: string) => ({ id, body: { id }, keys: { name: 'x' }, guard: '1' });

    it('see a switch at once, whoever made it', async () => {
      const models = new MongoReadModels(one);
      await (await models.open(model)).write([document('old')], '1');
      const elsewhere = await new MongoReadModels(two).open(model);
      await (await models.shadow(model)).write([document('new')], '2');
      expect(await elsewhere.get('old')).toEqual(document('old'));
      await models.swap(model);
      expect((await elsewhere.list('name', { limit: 10 })).documents).toEqual([document('new')]);
      expect(await elsewhere.checkpoint()).toBe('2');
    });

    it('serve two versions side by side until the newer one starts again', async () => {
      const before = await new MongoReadModels(one).open(model);
      await before.write([document('1')], '1');
      const newer = { ...model, version: 2 };
      await new MongoReadModels(two).open(newer);
      expect(await before.get('1')).toEqual(document('1'));
      expect(await one.names()).toHaveLength(2);
      await new MongoReadModels(two).open(newer);
      expect(await one.names()).toHaveLength(1);
    });

    it('find the checkpoint behind documents that were refused', async () => {
      const handle = await new MongoReadModels(one).open(model);
      const tooLarge = { ...document('large'), body: { text: 'x'.repeat(17_000_000) } };
      await expect(handle.write([document('1'), tooLarge], '2')).rejects.toThrow();
      expect(await handle.checkpoint()).toBeNull();
      await handle.write([document('1')], '1');
      expect(await handle.checkpoint()).toBe('1');
    });
  });

  describe('of keys', () => {
    const person = derivedId('person', 1);
    const masterKey = Buffer.alloc(32, 7);

    it('have the same master key', async () => {
      const [key] = (await (await MongoKeyVault.open(one, masterKey)).keys([person])).values();
      expect(await (await MongoKeyVault.open(two, masterKey)).find(person, '1')).toEqual(key);
      await expect(MongoKeyVault.open(two, Buffer.alloc(32, 8))).rejects.toThrow(/another master key/);
    });

    it('know of an erasure at once, and the database holds nothing of the keys after it', async () => {
      const vaults = [await MongoKeyVault.open(one, masterKey), await MongoKeyVault.open(two, masterKey)];
      const [here, there] = vaults as [MongoKeyVault, MongoKeyVault];
      const { keyId, key } = await here.rotate(person);
      expect((await there.keys([person])).get(person)?.key).toEqual(key);
      const raw = () => one.collection('keys').findOne({ _id: person });
      const before = await raw();
      expect(before?.wrapped).toHaveLength(2);
      expect(JSON.stringify(before)).not.toContain(Buffer.from(key).toString('base64'));
      await here.destroy(person, '2026-03-01T00:00:00.000Z');
      expect(await there.find(person, keyId)).toBeUndefined();
      await expect(there.keys([person])).rejects.toThrow(SubjectErasedError);
      expect(await raw()).toEqual({ _id: person, wrapped: [], erasedAt: '2026-03-01T00:00:00.000Z' });
    });
  });

  it('that add a document at the same moment end with the newer one', async () => {
    const client = new MongoClient(settings.url);
    const driver = client.db(settings.database).collection<Stored>('raced');
    let calls = 0;
    const raced = new MongoCollection(driver, async (work) => {
      calls += 1;
      if (calls > 1) return work();
      // What the server answers when the other's document came between its look and its insert.
      await driver.insertOne({ _id: 'a', guard: 9 });
      try {
        return await work();
      } finally {
        await driver.replaceOne({ _id: 'a' }, { guard: 1 });
      }
    });
    await raced.upsertGuarded([{ document: { _id: 'a', guard: 2 }, older: { guard: { $lt: 2 } } }]);
    expect(await driver.findOne({ _id: 'a' })).toEqual({ _id: 'a', guard: 2 });
    expect(calls).toBe(2);
    await client.close();
  });
});
