import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lastJson, runCauce } from '../acceptance/testing/cli-child.ts';
import { type Folder, openFolder } from '../host/folder.ts';
import { LiveClock } from '../live/live-clock.ts';
import { adminKeyIn, ensureAdmin } from './admin-key.ts';
import { keyHash, newKey, opens, ownerOf, principalIdOf } from './keys.ts';
import { principalByKey } from './principals.ts';

const around = mkdtempSync(join(tmpdir(), 'cauce-principals-'));
afterAll(() => rmSync(around, { recursive: true, force: true }));

describe('a key', () => {
  it('says whose it is and is never the same twice', () => {
    const [one, other] = [newKey(principalIdOf('ana')), newKey(principalIdOf('ana'))];
    expect(one).not.toBe(other);
    expect(ownerOf(one)).toBe(principalIdOf('ana'));
    expect(ownerOf(`${one}x`)).toBeNull();
    expect([opens(one, keyHash(one)), opens(other, keyHash(one)), opens(one, '')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('the first admin of a folder', () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await openFolder({ dir: join(around, 'first'), clock: new LiveClock() });
  });
  afterAll(() => folder.close());

  it('is known by the key in the folder, made once', async () => {
    await ensureAdmin(folder);
    const key = adminKeyIn(folder.dir) ?? '';
    expect(await principalByKey(folder.core, key)).toMatchObject({ name: 'admin', role: 'admin' });
    await ensureAdmin(folder);
    expect(adminKeyIn(folder.dir)).toBe(key);
  });
});

describe('the command line', () => {
  const cauce = (...args: string[]) => runCauce([...args, '--data', join(around, 'cli')]);

  it('acts as the admin, or as the principal that it names where the role allows it', async () => {
    expect(await cauce('principal', 'list')).toMatchObject({
      code: 2,
      err: expect.stringContaining(`there is no Cauce folder at ${join(around, 'cli')}`),
    });
    expect(existsSync(join(around, 'cli'))).toBe(false);
    await (await openFolder({ dir: join(around, 'cli'), clock: new LiveClock() })).close();
    expect(lastJson(await cauce('principal', 'list', '--json'))).toEqual({ principals: [] });
    const added = lastJson<{ key: string; principalId: string }>(
      await cauce('principal', 'add', 'ana', '--role', 'compliance', '--json'),
    );
    expect(ownerOf(added.key)).toBe(added.principalId);
    expect((await cauce('principal', 'add', 'bob', '--role', 'king')).code).toBe(2);
    expect((await cauce('principal', 'add', 'Bob Smith', '--role', 'admin')).code).toBe(2);
    expect((await cauce('principal', 'add', 'bob', '--role', 'auditor', '--as', 'ana')).code).toBe(1);
    expect((await cauce('principal', 'list', '--as', 'ana')).code).toBe(0);
    expect((await cauce('principal', 'list', '--key', added.key)).code).toBe(0);
    expect((await cauce('principal', 'add', 'bob', '--role', 'auditor', '--key', added.key)).code).toBe(1);
    expect(await cauce('principal', 'list', '--key', 'x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('key is wrong'),
    });
    expect((await cauce('principal', 'revoke', 'ana')).code).toBe(0);
    expect(await cauce('principal', 'list', '--as', 'ana')).toMatchObject({
      code: 2,
      err: expect.stringContaining('was revoked'),
    });
    expect((await cauce('principal', 'revoke', 'admin')).code).toBe(2);
    const log = readFileSync(join(around, 'cli', 'log.db'));
    expect(log.includes(added.key.split('.')[1] ?? '')).toBe(false);
  });
});
