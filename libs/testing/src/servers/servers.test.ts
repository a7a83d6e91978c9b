import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeOn, fateOf } from './for-tests.ts';
import { pidIn } from './program.ts';
import { Servers } from './servers.ts';

let around: string;
/** Whoever comes later, another process say: it knows nothing but the folder. */
const servers = (): Servers => new Servers(join(around, 'servers'), join(around, 'locks'));
const mongoPid = (): number | null => pidIn(join(around, 'servers/mongo'), 'mongo');

beforeEach(() => {
  around = mkdtempSync(join(tmpdir(), 'cauce-servers-test-'));
});
afterEach(async () => {
  await servers().down();
  rmSync(around, { recursive: true, force: true });
});

const listens = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

describeOn('own servers', 'servers of a folder', () => {
  it('are started once, however many ask, and ended by anybody who knows the folder', async () => {
    const asked = await Promise.all([servers().ensure('mongo', null), servers().ensure('mongo', null)]);
    const { mongo = '' } = asked[0];
    expect(asked[1]).toEqual(asked[0]);
    expect(servers().status()).toEqual({ mongo });
    expect(await listens(mongo)).toBe(true);
    expect(await servers().down()).toBe(true);
    expect([await listens(mongo), mongoPid(), servers().status()]).toEqual([false, null, {}]);
    expect(await servers().down()).toBe(false);
  });

  it('that died are started again; the end of a run ends those that it started', async () => {
    const { mongo: died = '' } = await servers().ensure('mongo', 'run 1');
    const before = mongoPid() ?? 0;
    process.kill(before, 'SIGKILL');
    // On a busy machine it takes its time to die.
    while (await listens(died)) await new Promise((resolve) => setImmediate(resolve));
    const { mongo = '' } = await servers().ensure('mongo', 'run 2');
    expect([mongoPid() === before, await listens(mongo)]).toEqual([false, true]);
    await servers().endOfRun('run 1');
    expect(await listens(mongo)).toBe(true);
    await servers().endOfRun('run 2');
    expect(await listens(mongo)).toBe(false);
  });
});

it('a process that took over the number of a dead server is left alone', async () => {
  const bystander = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  mkdirSync(join(around, 'servers/mongo'), { recursive: true });
  writeFileSync(join(around, 'servers/mongo/mongo.pid'), String(bystander.pid));
  expect(mongoPid()).toBeNull();
  await servers().down();
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  bystander.kill();
});

describe('tests that need a server', () => {
  it.each([
    [{ available: true, ci: true }, 'run'],
    [{ available: true, ci: false }, 'run'],
    [{ available: false, ci: false }, 'skip'],
    [{ available: false, ci: true }, 'fail'],
  ] as const)('given %o they %s', (circumstances, fate) => {
    expect(fateOf(circumstances)).toBe(fate);
  });
});
