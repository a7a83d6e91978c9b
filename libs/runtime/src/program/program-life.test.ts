import { ManualMonotonic } from '@cauce/adapters/memory';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock, VirtualClock } from '../clock/clocks.ts';
import { eventually } from '../testing/eventually.ts';
import { Logger } from './logger.ts';
import { ProgramLife } from './program-life.ts';
import type { Work } from './work.ts';

let monotonic: ManualMonotonic;
let happened: string[];
let log: string[];
/** What stands in the way of beginning, and of an answer of what the program stands on. */
let away: string | null;
let silent: string | null;
let running: ProgramLife | undefined;

beforeEach(() => {
  monotonic = new ManualMonotonic();
  [happened, log, away, silent, running] = [[], [], null, null, undefined];
});
afterEach(async () => {
  await running?.end();
});

const work: Work = {
  stir: async () => {
    happened.push('stir');
    return 0;
  },
  settle: async () => void happened.push('settle'),
  problems: () => [],
  stop: async () => void happened.push('work stops'),
};

const start = async (more: Partial<Work> = {}, virtual: VirtualClock | null = null) => {
  running = await ProgramLife.begin({
    host: '127.0.0.1',
    port: 0,
    monotonic,
    virtual,
    logger: new Logger({
      program: 'scoring',
      least: 'info',
      clock: new SystemClock(),
      write: (line) => log.push(JSON.parse(line).message),
    }),
    open: async () => {
      if (away) throw new Error(away);
      const ask = async () => {
        if (silent) throw new Error(silent);
      };
      const close = async () => void happened.push('stores close');
      return { distributed: { probes: [{ name: 'Kafka', ask }], close }, work: { ...work, ...more } };
    },
  });
  return running;
};

const ask = async (path: string, body?: object): Promise<{ status: number; body: unknown }> => {
  const post = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const response = await fetch(`${running?.url}${path}`, post);
  return { status: response.status, body: await response.json() };
};
const works = () =>
  eventually(
    () => log.includes('works'),
    () => monotonic.pass(1_000),
  );

describe('a program', () => {
  it('lives from the beginning, and is not ready before what it stands on answers', async () => {
    away = 'the event store does not answer';
    await start();
    await eventually(() => log.includes('the event store does not answer'));
    expect(await ask('/health/live')).toEqual({ status: 200, body: { status: 'live' } });
    expect(await ask('/health/ready')).toEqual({
      status: 503,
      body: { status: 'not ready', reasons: ['the event store does not answer'] },
    });
    away = null;
    await works();
    expect(await ask('/health/ready')).toEqual({ status: 200, body: { status: 'ready', reasons: [] } });
    expect(log.filter((line) => line === 'the event store does not answer')).toHaveLength(1);
  });

  it('is not ready while what it stands on is away, and ready when it is back', async () => {
    await start();
    await works();
    silent = 'no broker';
    expect(await ask('/health/ready')).toEqual({
      status: 503,
      body: { status: 'not ready', reasons: ['Kafka: no broker'] },
    });
    silent = null;
    expect((await ask('/health/ready')).status).toBe(200);
  });

  it('asks what its own work stands on as well', async () => {
    const refuse = async () => {
      throw new Error('nobody listens');
    };
    await start({ probes: [{ name: 'provider', ask: refuse }] });
    await works();
    expect(await ask('/health/ready')).toMatchObject({ body: { reasons: ['provider: nobody listens'] } });
  });

  it('is not ready while its own work stands still', async () => {
    await start({ problems: () => ['the disk is full'] });
    await works();
    expect(await ask('/health/ready')).toMatchObject({
      status: 503,
      body: { reasons: ['the disk is full'] },
    });
  });

  it('ends its work before what that stands on, and takes no time from anybody else', async () => {
    const life = await start();
    await works();
    expect(await ask('/clock', { now: '2026-03-01T12:00:00Z' })).toMatchObject({ status: 404 });
    expect(await life.end()).toBe(true);
    running = undefined;
    expect(happened.filter((one) => one !== 'stir')).toEqual(['work stops', 'stores close']);
    expect(log.slice(-2)).toEqual(['stops', 'stopped']);
    await expect(fetch(`${life.url}/health/live`)).rejects.toThrow();
  });

  it('says so when its work does not end in time', async () => {
    const grave = Promise.withResolvers<void>();
    const life = await start({ stop: () => grave.promise });
    await works();
    const ended = life.end();
    monotonic.pass(25_000);
    expect(await ended).toBe(false);
    running = undefined;
    expect(log.at(-1)).toBe('did not stop in time');
    grave.resolve();
  });

  it('follows the shared clock where there is one, and does nothing that is due by itself', async () => {
    const virtual = new VirtualClock(Temporal.Instant.from('2026-03-01T00:00:00Z'));
    await start({}, virtual);
    await works();
    expect(happened).toEqual([]);
    await ask('/clock', { now: '2026-03-02T00:00:00Z' });
    expect(virtual.now().toString()).toBe('2026-03-02T00:00:00Z');
    expect(await ask('/settle', {})).toMatchObject({ status: 200 });
    expect(await ask('/stir', {})).toEqual({ status: 200, body: { stirred: 0 } });
    expect(happened).toEqual(['settle', 'stir']);
  });

  it('tells whoever moves the clock when it cannot', async () => {
    away = 'away';
    await start({}, new VirtualClock(Temporal.Instant.from('2026-03-01T00:00:00Z')));
    expect(await ask('/clock', { now: '2026-03-02T00:00:00Z' })).toMatchObject({ status: 503 });
    away = null;
    await works();
    expect(await ask('/clock', { now: 'soon' })).toMatchObject({ status: 500 });
  });
});
