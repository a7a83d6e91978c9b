import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedId } from '@cauce/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { masterKeyFrom } from '../shared/master-key.ts';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { SqliteKeyVault } from './key-vault.ts';
import { openSqliteFolder } from './open-folder.ts';
import { masterKeyFile, rewrapFolder } from './rewrap.ts';

const people = Array.from({ length: 1_500 }, (_, n) => derivedId('person', n));
const [first = derivedId('person', 0), gone = derivedId('person', 1)] = people;

describe('keys of a folder that are wrapped anew', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let old: Buffer;
  let before: ReadonlyMap<string, unknown>;
  const master = () => masterKeyFile(folder);
  const opened = () => openSqliteFolder(folder, { monotonic: hurriedMonotonic() });

  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    const one = await opened();
    await one.keyVault.keys(people);
    await one.keyVault.rotate(first);
    await one.keyVault.keep();
    before = await one.keyVault.keys(people);
    await one.keyVault.destroy(gone, '2026-03-01T00:00:00.000Z');
    await one.close();
    old = readFileSync(master());
  });
  afterEach(() => remove());

  const expectAllToOpen = async () => {
    const again = await opened();
    try {
      const kept = people.filter((one) => one !== gone);
      expect(await again.keyVault.keys(kept)).toEqual(new Map([...before].filter(([one]) => one !== gone)));
      expect(await again.keyVault.find(first, '1')).toBeDefined();
      expect(await again.keyVault.erased(gone)).toBe(true);
    } finally {
      await again.close();
    }
    expect(existsSync(`${master()}.next`)).toBe(false);
  };

  it('open as before under the fresh master key, and the old one opens none', async () => {
    // Two generations of one person, none of the one whose keys were destroyed.
    expect(rewrapFolder(folder)).toBe(people.length);
    expect(readFileSync(master())).not.toEqual(old);
    await expectAllToOpen();
    writeFileSync(`${folder}/old.key`, old);
    const under = () => masterKeyFrom(join(folder, 'old.key'), false);
    expect(() => new SqliteKeyVault(join(folder, 'keys.db'), under, 10)).toThrow('another master key');
  });

  it('open after a death before they were wrapped', async () => {
    writeFileSync(`${master()}.next`, `${'7'.repeat(64)}\n`);
    await expectAllToOpen();
    expect(readFileSync(master())).toEqual(old);
  });

  it('open after a death between the wrapping and the new place of the master key', async () => {
    rewrapFolder(folder);
    copyFileSync(master(), `${master()}.next`);
    writeFileSync(master(), old);
    await expectAllToOpen();
    expect(readFileSync(master())).not.toEqual(old);
  });

  it('are not made where there are none', () => {
    const nowhere = join(folder, 'nowhere');
    expect(() => rewrapFolder(nowhere)).toThrow(`there are no keys in ${nowhere}`);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('are left alone while a process holds the folder', async () => {
    const one = await opened();
    expect(() => rewrapFolder(folder)).toThrow('folder');
    await one.close();
    await expectAllToOpen();
  });
});
