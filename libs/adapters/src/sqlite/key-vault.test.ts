import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { derivedId, instantOfMs } from '@cauce/kernel';
import { afterEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { SqliteKeyVault } from './key-vault.ts';

const MASTER_KEY = new Uint8Array(32).fill(7);
const person = derivedId('person', 1);

describe('the key file', () => {
  const undo: (() => Promise<void>)[] = [];
  const opened = (file: string): SqliteKeyVault => {
    const vault = new SqliteKeyVault(file, () => MASTER_KEY, 10);
    undo.push(() => vault.close());
    return vault;
  };

  const freshFile = async (): Promise<string> => {
    const { folder, remove } = await temporaryFolder();
    undo.push(remove);
    await mkdir(folder);
    return join(folder, 'keys.db');
  };

  afterEach(async () => {
    for (const one of undo.splice(0).reverse()) await one();
  });

  it('holds the keys that were kept, and not those of appends that never were', async () => {
    const file = await freshFile();
    const first = opened(file);
    const lost = await first.keys([person]);
    await first.close();
    const second = opened(file);
    expect(await second.find(person, '1')).toBeUndefined();
    const kept = await second.keys([person]);
    expect(kept).not.toEqual(lost);
    await second.keep();
    await second.close();
    expect(await opened(file).keys([person])).toEqual(kept);
  });

  it('keeps by itself what many keys made at once would let wait too long', async () => {
    const file = await freshFile();
    const people = Array.from({ length: 6_000 }, (_, n) => derivedId('person', n));
    const first = opened(file);
    const made = await first.keys(people);
    await first.close();
    const second = opened(file);
    expect(await second.keys(people.slice(-1))).toEqual(new Map([...made].slice(-1)));
  });

  it('keeps many keys handed over one after the other', async () => {
    const file = await freshFile();
    const first = opened(file);
    const batches = [0, 1, 2].map((batch) =>
      Array.from({ length: 150 }, (_, n) => derivedId('person', batch, n)),
    );
    const made = [];
    const kept = [];
    for (const people of batches) {
      made.push(...(await first.keys(people)));
      kept.push(first.keep());
    }
    await Promise.all(kept);
    await first.close();
    expect([...(await opened(file).keys(batches.flat()))]).toEqual(made);
  });

  it.each([1, 150])('keeps later what could not be written: %s keys', async (count) => {
    const file = await freshFile();
    const first = opened(file);
    const people = Array.from({ length: count }, (_, n) => derivedId('person', n));
    const made = await first.keys(people);
    const inTheWay = new DatabaseSync(file);
    inTheWay.exec("CREATE TRIGGER full BEFORE INSERT ON keys BEGIN SELECT RAISE(ABORT, 'full'); END");
    const failed = first.keep();
    const late = derivedId('person', 'late');
    const madeLate = await first.keys([late]);
    const failedToo = first.keep();
    await expect(failed).rejects.toThrow('full');
    await expect(failedToo).rejects.toThrow('full');
    inTheWay.exec('DROP TRIGGER full');
    inTheWay.close();
    await first.keep();
    await first.close();
    const second = opened(file);
    expect(await second.keys(people)).toEqual(made);
    expect(await second.keys([late])).toEqual(madeLate);
  });

  it('destroys keys that are still on their way to the file', async () => {
    const file = await freshFile();
    const first = opened(file);
    const people = Array.from({ length: 150 }, (_, n) => derivedId('person', n));
    await first.keys(people);
    const kept = first.keep();
    await first.destroy(people[7] ?? person, instantOfMs(0));
    await kept;
    expect(await first.find(people[7] ?? person, '1')).toBeUndefined();
    expect(await first.find(people[8] ?? person, '1')).toBeDefined();
  });

  it('keeps no key that was made while its person was being destroyed', async () => {
    const file = await freshFile();
    const vault = opened(file);
    await vault.keys(Array.from({ length: 150 }, (_, n) => derivedId('person', n)));
    const first = vault.keep();
    const late = derivedId('person', 'late');
    await vault.keys([late, ...Array.from({ length: 150 }, (_, n) => derivedId('person', 'late', n))]);
    const destroyed = vault.destroy(late, instantOfMs(0));
    const second = vault.keep();
    await Promise.all([first, destroyed, second]);
    await vault.close();
    const again = opened(file);
    expect(await again.find(late, '1')).toBeUndefined();
    expect(await again.erased(late)).toBe(true);
  });
});
