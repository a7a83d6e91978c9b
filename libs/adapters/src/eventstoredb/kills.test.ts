import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Collected, SampleStreams } from '@cauce/ports/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { EventStoreDbEventStore } from './event-store.ts';
import { randomFrom } from './testing/random.ts';

const program = fileURLToPath(new URL('./testing/double-main.ts', import.meta.url));

describe('the EventStoreDB adapter beside a server process that is killed', () => {
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ChildProcess;
  const start = async (port: string): Promise<string> => {
    const args = ['--conditions=cauce-source', '--disable-warning=ExperimentalWarning', program];
    server = spawn(process.execPath, [...args, '--data', place.folder, '--port', port], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (!server.stdout) throw new Error('the server has no output');
    const [line] = await Promise.race([
      once(createInterface(server.stdout), 'line'),
      once(server, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`))),
    ]);
    return line;
  };
  const kill = async (): Promise<void> => {
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  };

  beforeEach(async () => {
    place = await temporaryFolder();
  });
  afterEach(async () => {
    if (server.exitCode === null && server.signalCode === null) await kill();
    await place.remove();
  });

  it('finds every event that was acknowledged, once and in order', async () => {
    const url = await start('0');
    const { port } = new URL(url.replace('esdb:', 'http:'));
    const store = await EventStoreDbEventStore.open({ url, monotonic: systemMonotonic });
    const streams = new SampleStreams();
    const random = randomFrom(3);
    const collected = new Collected();
    const subscription = store.subscribe({ after: null }, collected.take);
    let count = 0;
    for (let round = 0; round < 3; round += 1) {
      const appends = Array.from({ length: 60 }, () => {
        const events = 1 + random(2);
        count += events;
        return store.append([streams.next(`debt-${random(10)}`, events)]);
      });
      await Promise.race(appends.slice(20));
      await kill();
      await start(port);
      for (const result of await Promise.all(appends)) expect(result).toMatchObject({ ok: true });
    }
    await collected.reach(count);
    await subscription.close();
    const { events } = await store.readAll({ after: null, limit: 10_000 });
    expect(events).toHaveLength(count);
    expect(collected.events).toEqual(events);
    for (let n = 0; n < 10; n += 1)
      expect(await store.head(`debt-${n}`)).toMatchObject(streams.head(`debt-${n}`));
    await store.close();
  });
});
