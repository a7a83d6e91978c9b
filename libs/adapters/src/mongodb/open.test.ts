import { writeFile } from 'node:fs/promises';
import { derivedId } from '@cauce/kernel';
import { describeOn } from '@cauce/testing/servers';
import { afterEach, expect, it } from '@jest/globals';
import { ManualMonotonic } from '../shared/manual-monotonic.ts';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { MongoDatabase } from './database.ts';
import { openMongo } from './index.ts';
import type { MongoSettings } from './settings.ts';
import { discard, freshSettings } from './testing/fresh-database.ts';

describeOn('mongo', 'opening the ports over MongoDB', () => {
  const digits = '07'.repeat(32);
  const undo: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const one of undo.splice(0).reverse()) await one();
  });

  const settings = async (): Promise<MongoSettings> => {
    const fresh = await freshSettings();
    undo.push(() => discard(new MongoDatabase(fresh)));
    return fresh;
  };

  const opened = async (options: Omit<Parameters<typeof openMongo>[0], 'monotonic'>) => {
    const ports = await openMongo({ monotonic: new ManualMonotonic(), ...options });
    undo.push(() => ports.close());
    return ports;
  };

  it('declares collections and indexes, each time anew', async () => {
    const fresh = await settings();
    for (const _ of [1, 2]) {
      const { dueIndex, leases, checkpoints } = await opened({ ...fresh, masterKey: { digits } });
      expect(await dueIndex.next()).toBeNull();
      expect(await leases.acquire('relay', 'one', 1_000)).toMatchObject({ fence: 1 });
      expect(await checkpoints.get('relay')).toBeNull();
    }
  });

  it('takes the master key from a file or as it is, and no other later', async () => {
    const { folder, remove } = await temporaryFolder();
    undo.push(remove);
    const file = `${folder}.key`;
    await writeFile(file, `${digits}\n`);
    const fresh = await settings();
    const person = derivedId('person', 1);
    const keys = await (await opened({ ...fresh, masterKey: { file } })).keyVault.keys([person]);
    expect(await (await opened({ ...fresh, masterKey: { digits } })).keyVault.keys([person])).toEqual(keys);
    await expect(opened({ ...fresh, masterKey: { digits: '08'.repeat(32) } })).rejects.toThrow(/another/);
    await expect(opened({ ...fresh, masterKey: { digits: 'secret' } })).rejects.toThrow(/64 hexadecimal/);
    await expect(opened({ ...fresh, masterKey: { file: `${file}.none` } })).rejects.toThrow(/missing/);
  });
});
