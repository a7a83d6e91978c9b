import { spawn } from 'node:child_process';
import { appendFile, cp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { derivedId } from '@cauce/kernel';
import { type JournalEntry, StorageFullError, type StreamAppend } from '@cauce/ports';
import { SampleStreams } from '@cauce/ports/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { FolderHeldError } from './folder-lock.ts';
import { type Folder, openSqliteFolder } from './open-folder.ts';

const at = '2026-03-01T00:00:00.000Z';

describe('a folder of data', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let streams: SampleStreams;
  const opened: Folder[] = [];
  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    streams = new SampleStreams();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    await remove();
  });
  const open = async (options: { maxPages?: number } = {}): Promise<Folder> => {
    const one = await openSqliteFolder(folder, { monotonic: hurriedMonotonic(), ...options });
    opened.push(one);
    return one;
  };
  const appended = async ({ store }: Folder, ...appends: StreamAppend[]): Promise<void> => {
    expect(await store.append(appends)).toMatchObject({ ok: true });
  };

  it('belongs to one process, and says which one', async () => {
    const first = await open();
    first.announce('http://127.0.0.1:4100');
    const refused = await open().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(FolderHeldError);
    expect(refused).toMatchObject({ holder: { pid: process.pid, api: 'http://127.0.0.1:4100' } });
    expect(String(refused)).toContain(`process ${process.pid}, which serves http://127.0.0.1:4100`);
    await first.close();
    await open();
  });

  it('has one ledger, by whatever name it is opened', async () => {
    const first = await open();
    await appended(first, streams.next('debt-1', 2));
    await first.close();
    const link = `${folder}-link`;
    await symlink(folder, link);
    const second = await openSqliteFolder(link, { monotonic: hurriedMonotonic() });
    opened.push(second);
    await appended(second, streams.next('debt-1'));
    await second.close();
    const third = await open();
    expect(await third.ledger.notes()).toEqual([]);
    expect(await third.ledger.verify()).toMatchObject({ ok: true, events: 3 });
  });

  it('is not said to be held where its lock cannot be taken for another reason', async () => {
    await (await open()).close();
    await writeFile(join(folder, 'lock.db'), 'no database, as far as one can see'.repeat(100));
    const refused = await open().catch((error: unknown) => error);
    expect(refused).not.toBeInstanceOf(FolderHeldError);
    expect(String(refused)).toContain('not a database');
  });

  it('keeps its master key where only the owner can read it, and asks for it again', async () => {
    await (await open()).close();
    const keyFile = join(folder, 'keys', 'master.key');
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    await rm(keyFile);
    await expect(open()).rejects.toThrow(/master\.key is missing/);
    const masterKey = Buffer.alloc(32, 1);
    await expect(openSqliteFolder(folder, { monotonic: hurriedMonotonic(), masterKey })).rejects.toThrow(
      /another master key/,
    );
  });

  it('frees the leases of the process before', async () => {
    const first = await open();
    const lease = await first.leases.acquire('relay', 'first', 60_000);
    await first.close();
    const next = await (await open()).leases.acquire('relay', 'second', 60_000);
    expect(next?.fence).toBeGreaterThan(lease?.fence ?? Number.POSITIVE_INFINITY);
  });

  it('leaves no byte of a destroyed key in any file', async () => {
    const { keyVault } = await open();
    const people = Array.from({ length: 1_000 }, (_, n) => derivedId('person', n));
    await keyVault.keys(people);
    await keyVault.rotate(people[7] ?? '');
    const wrapped = async (): Promise<Buffer[]> => {
      const { DatabaseSync } = await import('node:sqlite');
      const db = new DatabaseSync(join(folder, 'keys.db'), { readOnly: true });
      const rows = db
        .prepare('SELECT wrapped FROM keys WHERE subject IN (?, ?, ?)')
        .all(...people.slice(7, 10));
      db.close();
      return rows.map((row) => Buffer.from(row.wrapped as Uint8Array));
    };
    const before = await wrapped();
    const found = async (): Promise<number> => {
      const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
        one.isFile(),
      );
      const files = await Promise.all(names.map((one) => readFile(join(one.parentPath, one.name))));
      // The initialisation vector alone would show it too.
      return before.filter((bytes) => files.some((file) => file.includes(bytes.subarray(0, 12)))).length;
    };
    expect(before).toHaveLength(4);
    expect(await found()).toBe(4);
    for (const person of people.slice(7, 10)) await keyVault.destroy(person, at);
    expect(await found()).toBe(0);
    expect((await keyVault.keys(people.slice(10))).size).toBe(990);
  });

  it('says clearly that the disk is full, loses nothing acknowledged, and goes on when there is room', async () => {
    const full = await open({ maxPages: 40 });
    let acknowledged = 0;
    let refusal: unknown;
    const note = 'x'.repeat(2_000);
    while (refusal === undefined) {
      const attempt = new SampleStreams().next(`debt-${acknowledged}`, 1, { note });
      const result = await full.store.append([attempt]).catch((error: unknown) => {
        refusal = error;
      });
      if (result?.ok) acknowledged += 1;
    }
    expect(refusal).toBeInstanceOf(StorageFullError);
    expect(String(refusal)).toMatch(/no space left for .*log\.db/);
    expect(acknowledged).toBeGreaterThan(10);
    const page = await full.store.readAll({ after: null, limit: 1_000 });
    expect(page.events).toHaveLength(acknowledged);
    expect(await full.ledger.verify()).toMatchObject({ ok: true, events: acknowledged });
    await full.close();
    const roomy = await open();
    await appended(roomy, streams.next('debt-again'));
    expect(await roomy.ledger.verify()).toMatchObject({ ok: true, events: acknowledged + 1 });
  });

  it('keeps its notes when an older copy is put back, says so once, and names the first event lost', async () => {
    const first = await open();
    await appended(first, streams.next('debt-1', 2));
    await first.close();
    await cp(folder, `${folder}-old`, { recursive: true });
    const entries = [1, 2].map(
      (n): JournalEntry => ({ kind: 'erasure', subject: derivedId('person', n), at }),
    );
    const second = await open();
    await appended(second, streams.next('contact-1'), streams.next('debt-1'));
    for (const entry of entries) await second.ledger.note(entry);
    await second.close();
    await rm(folder, { recursive: true });
    await cp(`${folder}-old`, folder, { recursive: true });
    const lost = { ok: false, firstBad: { stream: 'contact-1', revision: 0, kind: 'truncated' } };
    const third = await open();
    const notes: JournalEntry[] = [...entries, { kind: 'rollback', lost: 2 }];
    expect(await third.ledger.notes()).toEqual(notes);
    expect(await third.ledger.verify()).toMatchObject(lost);
    const again = new SampleStreams();
    again.next('debt-1', 2);
    await appended(third, again.next('debt-1'), again.next('contact-2'));
    await third.close();
    const fourth = await open();
    expect(await fourth.ledger.notes()).toEqual(notes);
    expect(await fourth.ledger.verify()).toMatchObject(lost);
    expect(await fourth.store.read('debt-1')).toHaveLength(3);
  });

  it('takes over what the ledger lacks after a crash, a torn last line included', async () => {
    const first = await open();
    await appended(first, streams.next('debt-1', 2));
    await appended(first, streams.next('debt-2', 2));
    await first.close();
    const ledger = `${folder}.ledger`;
    const lines = (await readFile(ledger, 'utf8')).split('\n');
    const kinds = lines.filter(Boolean).map((line) => JSON.parse(line).kind);
    expect(kinds).toEqual(['open', 'group', 'group', 'closed']);
    await rm(ledger);
    await appendFile(ledger, `${lines[0]}\n${lines[1]}\n${lines[2]?.slice(0, 90)}`);
    const second = await open();
    expect(await second.ledger.verify()).toMatchObject({ streams: 2, events: 4, ok: true });
    await appended(second, streams.next('debt-2'));
    expect(await second.ledger.verify()).toMatchObject({ streams: 2, events: 5, ok: true });
  });

  it('says that the ledger was lost, until somebody has agreed to go on', async () => {
    const first = await open();
    await appended(first, streams.next('debt-1', 2), streams.next('debt-2'));
    const { head = '' } = await first.ledger.verify();
    await first.close();
    await rm(`${folder}.ledger`);
    const cut = new DatabaseSync(join(folder, 'log.db'));
    cut.exec('DELETE FROM events WHERE position = 3; DELETE FROM streams WHERE no = 2');
    cut.close();
    const second = await open();
    expect(await second.ledger.notes()).toEqual([{ kind: 'ledger-lost', events: 2 }]);
    expect(await second.ledger.verify()).toMatchObject({ ok: false, events: 2, ledgerLostAt: 2 });
    await second.close();
    const third = await open();
    expect(await third.ledger.verify()).toMatchObject({ ok: false, events: 2, ledgerLostAt: 2 });
    await third.ledger.note({ kind: 'rollback-accepted' });
    expect(await third.ledger.verify()).toMatchObject({ ok: true, ledgerLostAt: 2 });
    expect(await third.ledger.verify(undefined, head)).toMatchObject({ ok: false, headHolds: false });
  });

  it('refuses a ledger in which a line was altered', async () => {
    const first = await open();
    await appended(first, streams.next('debt-1', 2));
    await first.close();
    const ledger = `${folder}.ledger`;
    const text = await readFile(ledger, 'utf8');
    await rm(ledger);
    await appendFile(ledger, text.replace('"first":1', '"first":2'));
    await expect((await open()).ledger.verify()).rejects.toThrow(/line 2 of the ledger .* was altered/);
  });

  it('loses nothing acknowledged when it is killed while appending', async () => {
    const acknowledged = new Set<string>();
    for (const wanted of [1, 60, 400, 1_500]) {
      const fixture = fileURLToPath(new URL('./testing/appender.ts', import.meta.url));
      const child = spawn(process.execPath, ['--conditions=cauce-source', fixture, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
      let seen = 0;
      // The lines that were still in the pipe when it was killed were acknowledged as well.
      for await (const line of createInterface(child.stdout)) {
        if (line.length === 64) acknowledged.add(line);
        if (++seen === wanted) child.kill('SIGKILL');
      }
      expect(await ended).toBe('SIGKILL');
      const after = await open();
      const { events } = await after.store.readAll({ after: null, limit: 1_000_000 });
      const stored = new Set(events.map(({ hash }) => hash));
      expect([...acknowledged].filter((hash) => !stored.has(hash))).toEqual([]);
      expect(await after.ledger.verify()).toMatchObject({ ok: true, events: events.length });
      await after.close();
    }
    expect(acknowledged.size).toBeGreaterThan(1_900);
  });
});
