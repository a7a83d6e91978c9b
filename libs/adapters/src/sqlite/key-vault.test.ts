import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { derivedId } from '@cauce/kernel';
import { afterEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { SqliteKeyVault } from './key-vault.ts';

const MASTER_KEY = new Uint8Array(32).fill(7);
const person = derivedId('person', 1);

describe('the key file', () => {
  const undo: (() => Promise<void>)[] = [];
  const opened = (file: string): SqliteKeyVault => {
    const vault = new SqliteKeyVault(file, () => MASTER_KEY);
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
});
