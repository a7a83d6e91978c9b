import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { UnavailableError } from '@cauce/ports';
import { describeOn, MongoServer, selfMadeCertificate, testServers } from '@cauce/testing/servers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { MongoCheckpoints } from './checkpoints.ts';
import { MongoDatabase } from './database.ts';
import { MongoDueIndex } from './due-index.ts';
import { MongoReadModels } from './read-models.ts';
import type { MongoSettings } from './settings.ts';
import { discard, freshSettings } from './testing/fresh-database.ts';

/** Short enough for a test that waits for it to run out. */
const TIMEOUT_MS = 1_000;

let folder: string;
let undo: (() => Promise<unknown>)[];
beforeEach(async () => {
  const around = await temporaryFolder();
  folder = around.folder;
  undo = [around.remove];
  await mkdir(folder);
});
afterEach(async () => {
  for (const one of undo.reverse()) await one();
});

const databaseOf = (settings: MongoSettings): MongoDatabase => {
  const database = new MongoDatabase({ timeoutMs: TIMEOUT_MS, ...settings });
  undo.push(() => database.close());
  return database;
};

/** What a call brings when the server is back: on a busy machine its first answers may come too late. */
const onceBack = async <T>(call: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
    }
  }
};

describeOn('own servers', 'a server of MongoDB that is away', () => {
  it('makes calls fail with its address and the reason, and they work again when it is back', async () => {
    const server = await MongoServer.start(join(folder, 'mongo'));
    undo.push(() => server.kill());
    const database = databaseOf({ url: server.address, database: 'cauce' });
    const checkpoints = new MongoCheckpoints(database);
    const dueIndex = await MongoDueIndex.open(database);
    const model = { name: 'sample', version: 1, indexes: ['name'] };
    const handle = await new MongoReadModels(database).open(model);
    const entry = { owner: 'gate', id: 'a', key: 'a', dueAt: '2026-03-01T09:00:00.000Z', revision: 1 };
    const document = { id: '1', body: { n: 1 }, keys: { name: 'x' }, guard: '1' };
    const calls = [
      () => checkpoints.get('relay'),
      () => checkpoints.set('relay', '1', null),
      () => dueIndex.set([entry]),
      () => dueIndex.remove('gate', 'b', 1),
      () => dueIndex.next(),
      () => handle.write([document], '1'),
      () => handle.list('name', { limit: 1 }),
    ];
    const fail = async (): Promise<void> => {
      for (const failed of await Promise.allSettled(calls.map((call) => call()))) {
        expect(failed).toMatchObject({ status: 'rejected', reason: expect.any(UnavailableError) });
        const { reason } = failed as PromiseRejectedResult;
        expect(reason.message).toMatch(/^MongoDB at 127\.0\.0\.1:\d+ does not answer: ./);
        expect(reason.message).toContain(new URL(server.address).host);
      }
    };
    await server.kill();
    await fail();
    await server.startAgain();
    expect(await onceBack(() => checkpoints.get('relay'))).toBeNull();
    expect(await checkpoints.set('relay', '1', null)).toBe(true);
    server.signal('SIGSTOP');
    await fail();
    server.signal('SIGCONT');
    expect(await onceBack(() => checkpoints.get('relay'))).toBe('1');
    for (const call of calls) await call();
    expect(await dueIndex.due('gate', entry.dueAt, 10)).toEqual([entry]);
    expect(await handle.get('1')).toEqual(document);
  });

  it('is said to be away when nobody was there from the beginning', async () => {
    const server = await MongoServer.start(join(folder, 'mongo'));
    await server.kill();
    const database = databaseOf({ url: server.address, database: 'cauce', timeoutMs: 100 });
    await expect(MongoDueIndex.open(database)).rejects.toThrow(UnavailableError);
  });
});

describeOn('mongo', 'the connection to MongoDB', () => {
  /** A listener with TLS before the server of the tests. */
  const secure = async (): Promise<{ readonly url: string; readonly caFile: string }> => {
    const { key, certificate } = await selfMadeCertificate();
    const { hostname, port } = new URL(await testServers.mongo());
    const listener = createServer({ key, cert: certificate }, (client) => {
      const server = connect(Number(port), hostname);
      for (const socket of [client, server]) socket.on('error', () => socket.destroy());
      client.pipe(server).pipe(client);
    });
    // A client that does not trust the certificate hangs up.
    listener.on('tlsClientError', () => {});
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    undo.push(() => new Promise((resolve) => listener.close(resolve)));
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, certificate);
    return { url: `mongodb://127.0.0.1:${(listener.address() as AddressInfo).port}`, caFile };
  };

  it('is made over TLS to a server whose authority is trusted, and to no other', async () => {
    const { url, caFile } = await secure();
    const { database } = await freshSettings();
    const trusting = new MongoDatabase({ url, database, tls: { caFile } });
    undo.push(() => discard(trusting));
    const checkpoints = new MongoCheckpoints(trusting);
    expect(await checkpoints.set('relay', '1', null)).toBe(true);
    expect(await checkpoints.get('relay')).toBe('1');
    const strict = databaseOf({ url, database, tls: {}, timeoutMs: 500 });
    await expect(new MongoCheckpoints(strict).get('relay')).rejects.toThrow(/certificate/);
    const plain = databaseOf({ url, database, timeoutMs: 500 });
    await expect(new MongoCheckpoints(plain).get('relay')).rejects.toThrow(UnavailableError);
  });

  it('refuses an address that is none', () => {
    expect(() => databaseOf({ url: 'postgres://127.0.0.1', database: 'cauce' })).toThrow(/scheme/);
  });
});
