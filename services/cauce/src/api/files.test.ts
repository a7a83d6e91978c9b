import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { remotely } from '../cli/remote.ts';
import { keepUpload, usingUp } from '../host/uploads.ts';
import { type RunningApi, runningApi } from './testing/running-api.ts';

let one: RunningApi;
beforeAll(async () => {
  one = await runningApi();
});
afterAll(() => one.close());

const handedIn = () => readdirSync(join(one.dir, 'uploads'));
const post = (path: string, body: string, key = one.adminKey) =>
  fetch(`${one.api.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
    body,
  });
/** A file of debts of which one line cannot be taken. */
const halfBad = async (name: string): Promise<string> => {
  const path = await one.file(name, 3);
  await writeFile(path, (await readFile(path, 'utf8')).replace(/2026-03-09/, 'yesterday'));
  return path;
};

describe('a file that is handed in', () => {
  it('is taken in once by the operation that is told its name, and nothing is left of it', async () => {
    const content = await readFile(await one.file('handed.csv', 4), 'utf8');
    const taken = await post('/files?name=handed.csv', content);
    expect(taken.status).toBe(201);
    const { file } = (await taken.json()) as { file: string };
    expect((await one.call('/imports', { body: { file, mapping: 'cauce' } })).json).toMatchObject({
      created: 4,
    });
    expect(handedIn()).toEqual([]);
    expect((await one.call('/imports', { body: { file, mapping: 'cauce' } })).status).toBe(422);
  });

  it('is the only one that whoever is no admin may name', async () => {
    const key = await one.principal('importer', 'manager');
    const file = await one.file('of-the-host.csv', 2);
    const named = { body: { file, mapping: 'cauce' }, key };
    for (const [path, call, argument] of [
      ['/imports', named, 'file'],
      ['/recalls', named, 'file'],
      ['/recalls', { body: { debt: 'x', mapping: `${file}.yml` }, key }, 'mapping'],
    ] as const) {
      const refused = await one.call(path, call);
      expect(refused).toMatchObject({ status: 400 });
      expect(refused.text).toContain(`${argument} must be what POST /files answered`);
      expect(refused.text).not.toContain('acreedor');
    }
    const taken = await post('/files?name=mine.csv', await readFile(file, 'utf8'), key);
    const { file: handed } = (await taken.json()) as { file: string };
    const imported = await one.call('/imports', { body: { file: handed, mapping: 'cauce' }, key });
    expect(imported.json).toMatchObject({ accepted: 2 });
  });

  it('is taken from nobody who may not import', async () => {
    const key = await one.principal('reader', 'auditor');
    expect((await post('/files?name=a.csv', 'a', key)).status).toBe(403);
    expect((await fetch(`${one.api.url}/files?name=a.csv`, { method: 'POST', body: 'a' })).status).toBe(401);
    expect((await post('/files', 'a')).status).toBe(400);
    expect(handedIn()).toEqual([]);
  });

  it('stands in the folder of what is handed in, whatever it is called', async () => {
    const { file } = (await (await post('/files?name=..%2F..%2Fsecret.csv', 'a')).json()) as { file: string };
    expect(file).toMatch(/uploads.[0-9a-f-]{36}\.csv$/);
    expect(handedIn()).toHaveLength(1);
  });

  it('that nobody used is gone when the host starts again', async () => {
    await post('/files?name=a.csv', 'a');
    expect(handedIn().length).toBeGreaterThan(0);
    await one.restart();
    expect(handedIn()).toEqual([]);
  });
});

describe('a command that asks a system elsewhere', () => {
  it('hands in its file and its mapping, and brings home what was turned away', async () => {
    const host = { api: one.api.url, key: one.adminKey, elsewhere: true };
    const home = process.cwd();
    const away = mkdtempSync(join(tmpdir(), 'cauce-away-'));
    process.chdir(away);
    try {
      const file = await halfBad('remote.csv');
      const seen: number[] = [];
      const onProgress = (sent: number, total: number) => seen.push(sent / total);
      const report = await remotely(host, 'import', { file, mapping: 'cauce', onProgress });
      expect(report).toMatchObject({ accepted: 2, rejected: 1 });
      expect(seen.at(-1)).toBe(1);
      expect(report.rejectsFile).toBe(join(process.cwd(), `${report.importId}.rejects.csv`));
      expect(await readFile(String(report.rejectsFile), 'utf8')).toContain('yesterday');
      expect(handedIn()).toEqual([]);
    } finally {
      process.chdir(home);
      rmSync(away, { recursive: true });
    }
  });

  it('leaves a file that is not here to the host', async () => {
    const host = { api: one.api.url, key: one.adminKey, elsewhere: true };
    const asked = remotely(host, 'import', { file: '/inbox/none.csv', mapping: 'cauce' });
    await expect(asked).rejects.toThrow('/inbox');
  });

  it('is told of an import of which nothing was turned away', async () => {
    expect((await one.call('/imports/none/rejects')).status).toBe(404);
    expect((await one.call('/imports/..%2Fledger/rejects')).status).toBe(404);
  });
});

describe('keeping a file', () => {
  it('keeps nothing of one that is too large, or breaks off', async () => {
    const kept = () => readdirSync(join(one.dir, 'uploads'));
    await expect(keepUpload(one.dir, 'a.csv', Readable.from([Buffer.alloc(11)]), 10)).rejects.toThrow(
      'at most 10',
    );
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('broke off');
      })(),
    );
    await expect(keepUpload(one.dir, 'a.csv', broken)).rejects.toThrow('broke off');
    expect(kept()).toEqual([]);
  });

  it('takes nothing away that was not handed in', async () => {
    const path = join(one.dir, '..', 'mine.csv');
    writeFileSync(path, 'mine');
    await usingUp(one.dir, [path, 'cauce', undefined], async () => {});
    expect(existsSync(path)).toBe(true);
  });
});
