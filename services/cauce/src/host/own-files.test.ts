import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@cauce/runtime';
import { History } from '@cauce/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openFolder } from './folder.ts';
import { refuseOwnFile } from './own-files.ts';

let around: string;
let data: string;
beforeEach(() => {
  around = mkdtempSync(join(tmpdir(), 'cauce-own-'));
  data = join(around, 'data');
});
afterEach(() => rmSync(around, { recursive: true, force: true }));

describe('a file that is given', () => {
  beforeEach(() => {
    mkdirSync(join(data, 'rejects'), { recursive: true });
    mkdirSync(join(data, 'keys'));
    for (const name of [
      'data/admin.key',
      'data/keys/master.key',
      'data.ledger',
      'debts.csv',
      'data/rejects/a.csv',
    ])
      writeFileSync(join(around, name), 'x');
    symlinkSync(join(data, 'admin.key'), join(around, 'link.csv'));
    symlinkSync(data, join(around, 'elsewhere'));
  });

  it.each([
    'data/admin.key',
    'data/keys/master.key',
    'data/log.db',
    'data/new.html',
    'data.ledger',
    'link.csv',
    'elsewhere/admin.key',
    'data/rejects/../admin.key',
  ])('is refused where it belongs to the data folder: %s', (name) => {
    expect(() => refuseOwnFile(data, `${around}/${name}`)).toThrow('belongs to the data folder');
  });

  it.each(['debts.csv', 'data/rejects/a.csv', 'database.csv', 'new.html'])(
    'is taken elsewhere: %s',
    (name) => {
      expect(() => refuseOwnFile(data, join(around, name))).not.toThrow();
    },
  );

  it('needs a folder that is there', () => {
    expect(() => refuseOwnFile(data, join(around, 'nowhere/a.html'))).toThrow('there is no folder');
    expect(() => refuseOwnFile(data, 'cauce')).not.toThrow();
  });
});

describe('a data folder', () => {
  const clock = new VirtualClock(Temporal.Instant.from('2026-03-01T12:00:00.000Z'));

  it('is its owner’s alone', async () => {
    await (await openFolder({ dir: data, clock })).close();
    expect(statSync(data).mode & 0o077).toBe(0);
  });

  it('whose keys are gone is not taken for one in which everybody was erased', async () => {
    const folder = await openFolder({ dir: data, clock });
    const { core } = folder;
    await new History(core.log, clock, core.ids).debtor(1);
    await folder.close();
    rmSync(join(data, 'keys.db'));
    for (const _ of [1, 2])
      await expect(openFolder({ dir: data, clock })).rejects.toThrow(/keys\.db is missing/);
  });
});
