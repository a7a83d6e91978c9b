import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SampleStreams } from '@cauce/ports/contract';
import { selfMadeCertificate } from '@cauce/testing/servers';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '../memory/event-store.ts';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { EventStoreDbEventStore } from './event-store.ts';
import { EventStoreDouble } from './testing/double.ts';
import { DoubleLog } from './testing/double-log.ts';

const { key, certificate } = await selfMadeCertificate();
const { folder, remove } = await temporaryFolder();
mkdirSync(folder, { recursive: true });
const authority = join(folder, 'certificate.pem');
writeFileSync(authority, certificate);
afterAll(remove);

describe('opening a log that needs TLS, user and password', () => {
  let double: EventStoreDouble;
  const open = (user: string, options: string) => {
    const url = `esdb://${user}localhost:${double.address.port}?${options}`;
    return EventStoreDbEventStore.open({ url, monotonic: systemMonotonic });
  };
  const trusted = `tlsCAFile=${encodeURIComponent(authority)}`;

  beforeEach(async () => {
    double = await EventStoreDouble.start({
      log: new DoubleLog(new MemoryEventStore(hurriedMonotonic())),
      tls: { key: Buffer.from(key), certificate: Buffer.from(certificate) },
      credentials: { username: 'ops', password: 'p@ss' },
    });
  });
  afterEach(() => double.stop());

  it('works with all three', async () => {
    const store = await open('ops:p%40ss@', trusted);
    expect(await store.append([new SampleStreams().next('debt-1')])).toMatchObject({ ok: true });
    await store.close();
  });

  it.each([
    ['a wrong password', 'ops:secret@', trusted, /Unauthenticated/],
    ['no user', '', trusted, /Unauthenticated/],
    ['a certificate that nobody vouches for', 'ops:p%40ss@', 'tls=true', /certificate/],
    ['no TLS', '', 'tls=false', /cannot be read/],
  ])('is refused with %s, saying where and why', async (_, user, options, reason) => {
    const refused = open(user, options);
    await expect(refused).rejects.toThrow(new RegExp(`the event store at localhost:${double.address.port}`));
    await expect(refused).rejects.toThrow(reason);
    await expect(refused).rejects.not.toThrow(/secret|p@ss|p%40ss/);
  });
});
