import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@cauce/runtime';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FolderFaultError, openFolder } from './folder.ts';
import { InstallationSecretError, installationOf } from './installation.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cauce-installation-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const SECRET = 'ab'.repeat(32);
const withLog = () => writeFileSync(join(dir, 'log.db'), '');

describe('the secret of an installation', () => {
  it('is made once, and is the same at every start', () => {
    const { secret } = installationOf(dir, {});
    withLog();
    expect(installationOf(dir, {}).secret).toEqual(secret);
  });

  it('may come from outside, and is then not kept in the folder', () => {
    const { secret } = installationOf(dir, { CAUCE_SECRET: SECRET });
    expect(Buffer.from(secret).toString('hex')).toBe(SECRET);
    withLog();
    expect(() => installationOf(dir, {})).toThrow(/is missing/);
  });

  it.each([
    ['gone', () => rmSync(join(dir, 'installation.secret')), {}, /installation.secret is missing/],
    ['another one', () => {}, { CAUCE_SECRET: SECRET }, /not the one/],
    ['no secret', () => {}, { CAUCE_SECRET: 'zz' }, /64 hexadecimal digits/],
  ])('that is %s stops a folder with a log: the same people would be others', (_what, spoil, env, words) => {
    installationOf(dir, {});
    withLog();
    spoil();
    expect(() => installationOf(dir, env)).toThrow(InstallationSecretError);
    expect(() => installationOf(dir, env)).toThrow(words);
  });
});

describe('a folder that cannot be opened', () => {
  const clock = new VirtualClock(Temporal.Instant.from('2026-03-01T12:00:00Z'));

  it.each([
    ['is a file', () => writeFileSync(join(dir, 'data'), 'x'), 'data'],
    [
      'holds a file that is no database',
      () => writeFileSync(join(dir, 'models.db'), 'no database '.repeat(100)),
      '',
    ],
  ])('says so when it %s', async (_how, spoil, name) => {
    spoil();
    await expect(openFolder({ dir: join(dir, name), clock })).rejects.toThrow(FolderFaultError);
  });
});
