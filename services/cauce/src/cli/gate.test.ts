import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runCli } from './program.ts';
import { forget, heard, listen } from './testing/heard.ts';

const dir = mkdtempSync(join(tmpdir(), 'cauce-gate-'));
afterAll(() => rmSync(dir, { recursive: true }));

beforeEach(listen);
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = 0;
});

const fileOf = (name: string, ...lines: (object | string)[]): string => {
  const file = join(dir, name);
  writeFileSync(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return file;
};

/** JSON deeper than a call stack. */
const DEEP = '['.repeat(50_000) + ']'.repeat(50_000);

describe('gate check', () => {
  it.each([
    ['no JSON', '{', /is no proposal: .*JSON/],
    ['a list', '[]', /must be an object/],
    [
      'what is missing and what is too much',
      '{"debts": "one", "colour": 1}',
      /debtor .*colour|colour .*debtor/s,
    ],
    ['what nests too deep', `{"debtor":${DEEP}}`, /is no proposal: it nests more than 100 levels deep/],
  ])('names what is wrong with a file: %s', async (_name, content, problem) => {
    expect(
      await runCli(['gate', 'check', fileOf('proposal.json', content), '--data', join(dir, 'none')]),
    ).toBe(2);
    expect(heard.err).toMatch(problem);
  });

  it('names a file that is not there', async () => {
    expect(await runCli(['gate', 'check', join(dir, 'nothing.json')])).toBe(2);
    expect(heard.err).toContain('nothing.json is no proposal: there is no such file');
  });
});

/** A call in the middle of a working day. */
const vector = (jurisdiction: string, expect: object) => ({
  id: `${jurisdiction}-1`,
  jurisdiction,
  given: { timezones: ['America/Bogota'], history: [], flags: {} },
  propose: { at: '2026-05-05T10:00:00-05:00', channel: 'call', debt: 'D1' },
  expect,
});
const OK = { decision: 'allow', reason: 'OK', not_before: null };

/** A jurisdiction that only its data knows. */
const plantPack = (jurisdiction: string): string => {
  const packs = join(dir, 'packs');
  mkdirSync(join(packs, jurisdiction), { recursive: true });
  const pack = {
    jurisdiction,
    version: '1.0.0',
    title: { es: 'Nuevo', en: 'New' },
    zones: ['America/Bogota'],
    rules: [
      {
        id: `${jurisdiction}-HOURS`,
        kind: 'hours',
        title: { es: 'De 12 a 13', en: 'From 12 to 13' },
        citation: { text: 'Law 1', link: 'https://example.org/law' },
        certainty: 'A',
        inForce: { from: '2020-01-01' },
        appliesTo: { channels: '*' },
        parameters: { windows: { 'mon-fri': [['12:00', '13:00']] }, closedOnHolidays: false },
      },
    ],
  };
  writeFileSync(join(packs, jurisdiction, 'pack.json'), JSON.stringify(pack));
  return packs;
};

describe('cauce gate vectors', () => {
  it('gives a line for each example and the counts; 1 where one comes out otherwise', async () => {
    const file = fileOf('two.jsonl', vector('CO', OK), vector('PE', { ...OK, decision: 'block' }));
    expect(await runCli(['gate', 'vectors', file, '--json'])).toBe(1);
    expect(
      heard.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { id: 'CO-1', decision: 'allow', notBefore: null, reasons: ['OK'] },
      { id: 'PE-1', decision: 'allow', notBefore: null, reasons: ['OK'] },
      { passed: 1, failed: 1 },
    ]);
  });

  it('refuses where a jurisdiction has no pack, and needs only a folder with data for a new one', async () => {
    const refused = { decision: 'block', reason: 'NO_RULE_PACK', not_before: null };
    const deferred = { decision: 'defer', reason: 'QUIET_HOURS', not_before: '2026-05-05T12:00:00-05:00' };
    expect(await runCli(['gate', 'vectors', fileOf('none.jsonl', vector('XK', refused))])).toBe(0);
    const file = fileOf('new.jsonl', vector('XK', deferred));
    expect(await runCli(['gate', 'vectors', file, '--packs', plantPack('XK')])).toBe(0);
    expect(heard.out).toContain('1 passed, 0 failed');
  });

  it('names the reading under which an example comes out otherwise', async () => {
    const evening = { ...vector('UY', OK), alt_expect: OK };
    evening.propose.at = '2026-05-05T21:00:00-05:00';
    expect(await runCli(['gate', 'vectors', fileOf('alt.jsonl', evening), '--alternatives', '--json'])).toBe(
      0,
    );
    expect(heard.out).toBe('{"id":"UY-1","reading":"no_national_hours"}\n{"found":1,"none":[]}\n');
  });

  it.each([
    ['no JSON', '{', 'line 2: not JSON'],
    ['too deep', `{"id":${DEEP}}`, 'line 2: it nests more than 100 levels deep'],
    ['another shape', '{"id":"a"}', 'line 2: it must have required properties'],
  ])('names the line that is no example: %s', async (_what, line, problem) => {
    const file = fileOf('bad.jsonl', vector('CO', OK), line);
    expect(await runCli(['gate', 'vectors', file])).toBe(1);
    expect(heard.err).toContain(problem);
  });

  it.each([
    [
      'an instant without offset',
      { propose: { at: '2026-05-05T10:00:00', channel: 'sms', debt: 'D1' } },
      'line 2: a: "2026-05-05T10:00:00" is no instant with an offset',
    ],
    [
      'an instant of no calendar',
      { expect: { decision: 'defer', reason: 'QUIET_HOURS', not_before: '2026-02-30T08:00:00Z' } },
      'line 2: a: "2026-02-30T08:00:00Z" is no instant with an offset',
    ],
    [
      'hours that are none',
      { given: { timezones: ['America/Bogota'], history: [], flags: { consumer_requested_hours: [{}] } } },
      'the example a cannot be judged: ',
    ],
  ])('names the example that cannot be judged: %s', async (_what, change, problem) => {
    const line = { ...vector('CO', OK), id: 'a', ...change };
    const file = fileOf('bad.jsonl', vector('CO', OK), line);
    expect(await runCli(['gate', 'vectors', file])).toBe(1);
    expect(heard.err).toContain(problem);
  });

  it('names a file that is not there, and a folder of packs that is none', async () => {
    const gone = join(dir, 'nothing');
    expect(await runCli(['gate', 'vectors', gone])).toBe(1);
    expect(await runCli(['gate', 'vectors', dir])).toBe(1);
    const file = fileOf('one.jsonl', vector('CO', OK));
    expect(await runCli(['gate', 'vectors', file, '--packs', gone])).toBe(1);
    expect(heard.err).toBe(
      [
        `cauce: ${gone}: there is no such file or folder`,
        `cauce: ${dir}: it is a folder: give a file`,
        `cauce: ${gone}: there is no such file or folder\n`,
      ].join('\n'),
    );
  });

  it('does not pass a file without an example', async () => {
    expect(await runCli(['gate', 'vectors', fileOf('empty.jsonl', '')])).toBe(2);
    expect(heard.err).toContain('empty.jsonl holds no example');
  });
});

describe('cauce packs', () => {
  it('checks the packs of a folder, and names file, rule and reason of what is wrong', async () => {
    expect(await runCli(['packs', 'lint', '--json'])).toBe(0);
    expect(JSON.parse(heard.out).packs.length).toBeGreaterThan(20);
    const packs = plantPack('XL');
    const file = join(packs, 'XL', 'pack.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"kind":"hours"', '"kind":"ours"'));
    forget();
    expect(await runCli(['packs', 'lint', packs])).toBe(1);
    expect(heard.out).toContain(`${file}: XL-HOURS: unknown kind "ours"`);
  });

  it.each(['lint', 'test'])('%s does not pass a folder without packs, nor a file', async (command) => {
    const empty = join(dir, 'no-packs');
    mkdirSync(empty, { recursive: true });
    await runCli(['packs', command, empty]);
    expect(heard.out + heard.err).toContain(`${empty}: no folder in it holds a pack.json`);
    expect(process.exitCode === 1 || heard.err !== '').toBe(true);
    const file = fileOf('pack.json', '{}');
    await runCli(['packs', command, file]);
    expect(heard.out + heard.err).toContain(`${file}: it is a file: give a folder`);
  });

  it('shows a pack, and what another says otherwise', async () => {
    const file = join(plantPack('XM'), 'XM', 'pack.json');
    expect(await runCli(['packs', 'show', file])).toBe(0);
    expect(heard.out).toContain(
      'XM-HOURS (hours): From 12 to 13\n  Law 1 · certainty A · from 2020-01-01\n  parameters: {"windows":{"mon-fri":[["12:00","13:00"]]},',
    );
    expect(heard.out).toContain('\n  applies to: {"channels":"*"}\n');
    const later = join(dir, 'later.json');
    writeFileSync(later, readFileSync(file, 'utf8').replace('13:00', '14:00'));
    forget();
    expect(await runCli(['packs', 'diff', file, later, '--json'])).toBe(0);
    expect(JSON.parse(heard.out)).toMatchObject({ added: [], removed: [], fields: [] });
    expect(JSON.parse(heard.out).changed).toEqual([
      {
        rule: 'XM-HOURS',
        fields: [
          {
            field: 'parameters.windows.mon-fri',
            before: [['12:00', '13:00']],
            after: [['12:00', '14:00']],
          },
        ],
      },
    ]);
    forget();
    expect(await runCli(['packs', 'diff', file, later])).toBe(0);
    expect(heard.out).toBe(
      `XM@1.0.0 → XM@1.0.0
~ XM-HOURS
  parameters.windows.mon-fri: [["12:00","13:00"]] → [["12:00","14:00"]]
0 rules added, 0 removed, 1 changed
`,
    );
    const other = join(dir, 'other.json');
    writeFileSync(other, readFileSync(file, 'utf8').replace('XM-HOURS', 'XM-OTHER'));
    forget();
    expect(await runCli(['packs', 'diff', other, file])).toBe(0);
    expect(heard.out).toContain(
      '+ XM-HOURS (hours): From 12 to 13\n  Law 1 · certainty A · from 2020-01-01\n',
    );
    expect(await runCli(['packs', 'show', 'XX'])).toBe(2);
    expect(heard.err).toContain('there is no pack XX: the release (no folder was begun there) has AR-C@');
  });
});
