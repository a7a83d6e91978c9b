import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@cauce/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines, lastJson, runCauce } from '../acceptance/testing/cli-child.ts';
import { booksCsv } from '../api/testing/books.ts';
import { type LiveChild, startChild } from './testing/live-child.ts';

interface EventLine {
  readonly type: string;
  readonly actor: string;
  readonly data: { readonly contactId?: string; readonly attemptId?: string };
}

const around = mkdtempSync(join(tmpdir(), 'cauce-live-'));
afterAll(() => rmSync(around, { recursive: true, force: true }));

const keyOf = (dir: string): string => readFileSync(join(dir, 'admin.key'), 'utf8').trim();

const eventsOf = async (live: LiveChild, dir: string, type: string): Promise<EventLine[]> => {
  const response = await fetch(`${live.api}/events?type=${type}`, {
    headers: { authorization: `Bearer ${keyOf(dir)}` },
  });
  return jsonLines({ code: 0, err: '', out: await response.text() });
};

/** Asks again and again until there are so many events of a type. */
const untilEvents = async (live: LiveChild, dir: string, type: string, count: number): Promise<void> => {
  while ((await eventsOf(live, dir, type)).length < count);
};

const csvFile = (name: string, books: Parameters<typeof booksCsv>[0]): string => {
  const path = join(around, name);
  writeFileSync(path, booksCsv(books));
  return path;
};

describe('a live host and the command line', () => {
  const dir = join(around, 'asked');
  const cauce = (...args: string[]) => runCauce([...args, '--data', dir]);
  /** Nothing is due for a year: what is there stays as it is. */
  const dueDate = addDays(new Date().toISOString().slice(0, 10), 365);
  const questions = [
    ['export', 'contacts', '--json'],
    ['export', 'events', '--json'],
    ['report', 'ageing', '--as-of', dueDate, '--json'],
    ['report', 'ageing', '--as-of', 'yesterday'],
    ['timeline', 'C-00007', '--limit', '2'],
    ['timeline', 'nobody'],
    ['principal', 'add', 'admin', '--role', 'auditor'],
    ['audit', 'verify', '--json'],
  ];
  let live: LiveChild;

  beforeAll(async () => {
    const file = csvFile('asked.csv', { count: 30, dueDate, placedOn: '2026-01-01' });
    expect(lastJson(await cauce('import', file, '--mapping', 'cauce', '--json'))).toMatchObject({
      created: 30,
    });
    live = await startChild(dir);
    await untilEvents(live, dir, 'DebtScored', 30);
    await untilEvents(live, dir, 'SegmentEntered', 30);
  });

  it('goes on from the import, without a sample', async () => {
    expect(live.from).toBe('live');
    expect(await eventsOf(live, dir, 'PortfolioOpened')).toHaveLength(1);
  });

  it('do the same things through the host as without it, errors included', async () => {
    const added = await cauce('principal', 'add', 'otto', '--role', 'auditor', '--json');
    const { key } = lastJson<{ key: string }>(added);
    expect(key).toMatch(/^[0-9a-f-]{36}\.[\w-]{43}$/);
    questions.push(['hold', 'INV-00001', '--reason', 'x', '--key', key]);
    const lent = await cauce('principal', 'list', '--as', 'otto');
    expect([lent.code, lent.err]).toEqual([2, expect.stringContaining('key of its own')]);
    const held = await cauce('hold', 'INV-00002', '--reason', 'asked through the host', '--json');
    expect(held.code).toBe(0);
    const page = join(around, 'there.html');
    const dossier = await cauce('dossier', 'C-00007', '--out', page, '--json');
    const through = await Promise.all(questions.map((question) => cauce(...question)));
    const html = readFileSync(page, 'utf8');

    expect(await live.stop('SIGINT')).toBe(0);
    expect(live.errors()).toContain('Stopped');
    const directly = [];
    for (const question of questions) directly.push(await cauce(...question));
    expect(through).toEqual(directly);
    expect(directly.map(({ code }) => code)).toEqual([0, 0, 0, 2, 0, 1, 2, 0, 1]);
    expect(lastJson(await cauce('dossier', 'C-00007', '--out', page, '--json'))).toEqual(lastJson(dossier));
    expect(readFileSync(page, 'utf8')).toBe(html);
  }, 240_000);

  it('is served where it is told to', async () => {
    // An address of documentation (RFC 5737), which no machine has.
    const refused = await cauce('start', '--once', '--host', '203.0.113.1', '--port', '0');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('203.0.113.1')]);
  });

  it('starts a second time where it was, and stops on SIGTERM too', async () => {
    live = await startChild(dir);
    expect(live.from).toBe('live');
    expect(await eventsOf(live, dir, 'HoldPlaced')).toHaveLength(1);
    const wrong = await cauce('principal', 'list', '--key', `${keyOf(dir)}x`);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('key is wrong')]);
    const file = csvFile('simulated.csv', { count: 1, dueDate, placedOn: '2026-01-01' });
    const options = ['--mapping', 'cauce', '--from', '2026-01-01', '--to', '2026-01-02'];
    const simulated = await cauce('simulate', '--import', file, ...options);
    expect([simulated.code, simulated.err]).toEqual([1, expect.stringContaining(`which serves ${live.api}`)]);
    expect(await live.stop('SIGTERM')).toBe(0);
  });
});

describe('a live host that is stopped while it sends', () => {
  const dir = join(around, 'sending');
  const COUNT = 300;
  /** A zone in which it is between nine in the morning and midnight, past the hour of the strategy. */
  const zone = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'].find((one) => {
    const { hour } = Temporal.Now.zonedDateTimeISO(one);
    return hour >= 10 && hour < 23;
  });
  const today = Temporal.Now.plainDateISO(zone).toString();
  const yesterday = addDays(today, -1);

  it('leaves no attempt open, and sends the rest when it is back, each once', async () => {
    const file = csvFile('due.csv', {
      count: COUNT,
      dueDate: yesterday,
      placedOn: yesterday,
      zone: zone ?? 'UTC',
    });
    const options = ['--mapping', 'cauce', '--from', yesterday, '--to', yesterday, '--data', dir, '--json'];
    const simulated = await runCauce(['simulate', '--import', file, ...options]);
    expect(lastJson(simulated)).toMatchObject({ debts: COUNT, sent: 0 });

    const first = await startChild(dir);
    expect(first.from).toBe('simulation');
    await untilEvents(first, dir, 'AttemptStarted', 1);
    expect(await first.stop('SIGINT')).toBe(0);
    const events = async (): Promise<EventLine[]> =>
      jsonLines(await runCauce(['export', 'events', '--data', dir, '--json']));
    const idsOf = (all: readonly EventLine[], ...types: string[]) =>
      all.filter(({ type }) => types.includes(type)).map(({ data }) => data.attemptId);
    const stopped = await events();
    const started = idsOf(stopped, 'AttemptStarted');
    expect(started).not.toHaveLength(0);
    const outcomes = ['AttemptAccepted', 'AttemptRejected', 'AttemptNotMade', 'AttemptUnknown'];
    expect(idsOf(stopped, ...outcomes).sort()).toEqual(started.sort());

    const second = await startChild(dir);
    expect(second.from).toBe('live');
    await untilEvents(second, dir, 'ContactDelivered', COUNT);
    expect(await second.stop('SIGINT')).toBe(0);
    const all = await events();
    const accepted = all.filter(({ type }) => type === 'AttemptAccepted').map(({ data }) => data.contactId);
    expect(accepted).toHaveLength(COUNT);
    expect(new Set(accepted).size).toBe(COUNT);
    expect(all.filter(({ type }) => type === 'AttemptUnknown')).toEqual([]);
  }, 240_000);

  it('does not go live before the time that a simulation reached', async () => {
    const ahead = join(around, 'ahead');
    const file = csvFile('ahead.csv', { count: 1, dueDate: yesterday, placedOn: yesterday, zone: 'UTC' });
    const options = ['--mapping', 'cauce', '--from', yesterday, '--to', addDays(today, 30), '--data', ahead];
    expect((await runCauce(['simulate', '--import', file, ...options])).code).toBe(0);
    const refused = await runCauce(['start', '--once', '--data', ahead, '--port', '0']);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining('a simulation has brought the time'),
    ]);
  });
});
