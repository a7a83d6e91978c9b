import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryGateway } from '@cauce/adapters/memory';
import type { RuleDefinition } from '@cauce/domain';
import { startOfDay } from '@cauce/kernel';
import { type PackFile, readPacks } from '@cauce/rule-packs';
import { EventLog, VirtualClock } from '@cauce/runtime';
import { History } from '@cauce/testing';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { openFolder } from '../host/folder.ts';
import { Services } from '../host/services.ts';
import { runCli } from './program.ts';
import { forget, heard, listen } from './testing/heard.ts';

const place = mkdtempSync(join(tmpdir(), 'cauce-again-'));
const data = join(place, 'data');
const sender = { agency: 'Agencia', address: 'cobranzas@cauce.example', optOut: 'mailto:baja@cauce.example' };

const BARRED: RuleDefinition = {
  id: 'CO-X',
  kind: 'barred',
  title: { es: 'Nada', en: 'Nothing' },
  citation: { text: 'Law 1', publication: 'Gazette 1' },
  certainty: 'D',
  inForce: { from: '2020-01-01' },
  appliesTo: { channels: '*' },
  parameters: {},
};

const isColombia = ({ jurisdiction }: PackFile): boolean => jurisdiction === 'CO';
/** The packs of the release as somebody altered them on the disk. */
const altered = readPacks().map((pack) =>
  isColombia(pack) ? { ...pack, rules: [...pack.rules, BARRED] } : pack,
);

/** One contact is refused by the altered packs. */
const play = async (): Promise<void> => {
  const clock = new VirtualClock(Temporal.Instant.from(startOfDay('2026-03-01', 'America/Bogota')));
  const folder = await openFolder({ dir: data, clock });
  const { core } = folder;
  const services = await Services.start(core, altered, [{ gateway: new MemoryGateway({ clock }), sender }]);
  const history = new History(new EventLog(core.store, core.log.sealer, clock), clock, core.ids);
  const book = await history.book();
  const debt = { obligation: 'A', minor: 10_000, dueDate: '2026-03-10', placedOn: '2026-03-09' };
  await history.debt(book, await history.debtor(1), debt);
  await services.settle();
  for (
    let due = await core.dueIndex.next();
    due !== null && due < '2026-03-12';
    due = await core.dueIndex.next()
  ) {
    clock.moveTo(Temporal.Instant.from(due));
    await services.settle();
  }
  await services.stop();
  await folder.close();
};

beforeAll(async () => {
  await play();
  listen();
});
afterAll(() => {
  jest.restoreAllMocks();
  process.exitCode = 0;
  rmSync(place, { recursive: true });
});

const readjudicate = async (...args: string[]): Promise<number> => {
  forget();
  process.exitCode = 0;
  return runCli(['gate', 'readjudicate', '--data', data, ...args]);
};

it('fails where a decision does not come out as it did, and says which, and by which rule', async () => {
  expect(await readjudicate('--json')).toBe(1);
  const { decisions, equal, changed } = JSON.parse(heard.out);
  expect([decisions, equal]).toEqual([1, 0]);
  expect(changed).toMatchObject([{ was: 'block', now: 'allow', rule: 'CO-X' }]);
  expect(await readjudicate()).toBe(1);
  expect(heard.out).toMatch(/block +allow +CO-X\n1 decision: 0 come out as they did, 1 do not\n$/);
});

it('only tells where a pack is tried, by version or jurisdiction', async () => {
  const version = `CO@${readPacks().find(isColombia)?.version}`;
  for (const pack of [version, 'CO']) {
    expect(await readjudicate('--pack', pack, '--json')).toBe(0);
    expect(JSON.parse(heard.out)).toMatchObject({ decisions: 1, equal: 0 });
  }
  expect(await readjudicate('--pack', 'PE@9.9.9')).toBe(2);
  expect(heard.err).toContain('there is no pack PE@9.9.9');
});

it('keeps to days, the last one included', async () => {
  expect(await readjudicate('--to', '2026-03-10', '--json')).toBe(0);
  expect(JSON.parse(heard.out)).toEqual({ decisions: 0, equal: 0, changed: [] });
  expect(await readjudicate('--from', '2026-03-11', '--to', '2026-03-11', '--json')).toBe(1);
  expect(await readjudicate('--from', 'yesterday')).toBe(2);
  expect(heard.err).toContain('--from must be a date');
  expect(await readjudicate('--from', '2026-03-11', '--to', '2026-03-10')).toBe(2);
  expect(heard.err).toContain('--to must be 2026-03-11 or a later day');
});
