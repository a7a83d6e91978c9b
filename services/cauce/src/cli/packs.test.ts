import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPacks } from '@cauce/rule-packs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { type RunningApi, runningApi } from '../api/testing/running-api.ts';
import { runCli } from './program.ts';
import { forget, heard, listen } from './testing/heard.ts';

const released = readPacks().find(({ jurisdiction }) => jurisdiction === 'UY');
const later = { ...released, version: '77.1.0' };
const policy = (version: string) => ({
  ...released,
  jurisdiction: 'agency',
  version,
  zones: undefined,
  holidays: undefined,
});

const place = mkdtempSync(join(tmpdir(), 'cauce-packs-'));
let one: RunningApi;
let compliance: string;
beforeAll(async () => {
  one = await runningApi();
  compliance = await one.principal('cora', 'compliance');
});
afterAll(async () => {
  await one.close();
  rmSync(place, { recursive: true });
});

beforeEach(listen);
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = 0;
});

const packs = async (...args: string[]): Promise<number> => {
  forget();
  return runCli(['packs', ...args, '--url', one.api.url, '--key', compliance]);
};

it('an approver sees, in a running system, what is proposed', async () => {
  const effective = '2026-07-01T00:00:00Z';
  for (const pack of [later, policy('1.0.0'), policy('1.1.0')])
    expect((await one.call('/packs', { body: { pack, effective } })).status).toBe(200);
  const header = async (name: string) => {
    expect([name, await packs('show', name), heard.err]).toEqual([name, 0, '']);
    return heard.out.split(':', 1)[0];
  };
  expect(await header('agency@1.0.0')).toBe('agency 1.0.0');
  expect(await header('agency')).toBe('agency 1.1.0');
  expect(await header('UY@77.1.0')).toBe('UY 77.1.0');
  expect(await header('UY')).toBe(`UY ${released?.version}`);
  expect(await packs('diff', 'UY', 'UY@77.1.0')).toBe(0);
  expect(heard.out).toContain('0 rules added, 0 removed, 0 changed');
  expect(await packs('show', 'XX')).toBe(2);
  expect(heard.err).toMatch(/no pack XX: .*AR@.*UY@77\.1\.0.*agency@1\.0\.0, agency@1\.1\.0/);
});

it('says what an instant that is over means, beside the answer and in it', async () => {
  const file = join(place, 'pack.json');
  writeFileSync(file, JSON.stringify({ ...later, version: '76.0.0' }));
  const over = 'takes effect when another principal approves it, and what was decided before then stands';
  expect(await packs('propose', file, '--effective', '2026-01-01T00:00:00Z')).toBe(0);
  expect(heard.err).toMatch(new RegExp(`^note: 2026-01-01T00:00:00.000Z is over .* ${over}\n$`));
  expect(await packs('propose', file, '--effective', '2026-01-01T00:00:00Z', '--json')).toBe(0);
  expect(JSON.parse(heard.out)).toMatchObject({ notes: [expect.stringContaining(over)] });
  expect(await packs('propose', file, '--effective', 'soon')).toBe(2);
  expect(heard.err).toBe('cauce: --effective must be an instant such as 2026-03-01T14:30:00Z, not "soon"\n');
});

it('calls those who agree by their names', async () => {
  const pack = { ...later, version: '78.0.0' };
  const proposed = await one.call('/packs', { body: { pack, effective: '2026-07-01T00:00:00Z' } });
  expect(await packs('approve', String(proposed.json?.proposalId))).toBe(0);
  expect(heard.out).toBe('UY@78.0.0 is in force from 2026-07-01T00:00:00.000Z on: admin and cora agree\n');
  const own = { pack: { ...later, version: '79.0.0' }, effective: '2026-07-01T00:00:00Z' };
  const { json } = await one.call('/packs', { key: compliance, body: own });
  expect(json?.approvals).toEqual(['cora']);
  expect((await one.call('/principals/cora', { method: 'DELETE' })).status).toBe(200);
  expect((await one.call('/packs')).json?.proposals).toContainEqual(json);
});
