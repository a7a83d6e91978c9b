import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeDebtsFile } from '../bench/debts-file.ts';
import { jsonLines, lastJson, runCauce } from './testing/cli-child.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const HEADER =
  'creditor,portfolio,jurisdiction,zone,currency,obligation,due_date,placed_on,principal,document_type,document_number,given_name,email_1';
const row = (obligation: string, principal = '1000') =>
  `B,P,CO,America/Bogota,COP,${obligation},2026-02-10,2026-02-01,${principal},CC,1030000001,Ana,ana@correo.example`;

let home: string;
let data: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cauce-import-'));
  data = join(home, 'data');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const fileOf = (name: string, text: string): string => {
  const path = join(home, name);
  writeFileSync(path, text);
  return path;
};
const take = (path: string, ...options: string[]) =>
  runCauce(['import', path, '--mapping', 'cauce', '--data', data, ...options]);
const eventsOf = async (type: string) =>
  jsonLines(await runCauce(['export', 'events', '--type', type, '--data', data, '--json']));

/** Resolves when a file has so many bytes. */
const grownTo = async (path: string, bytes: number): Promise<void> => {
  for await (const _ of setInterval(10)) if (existsSync(path) && statSync(path).size >= bytes) return;
};

describe('cauce import', () => {
  it('gives the JSON of its contract, and the rejects in the form of their file', async () => {
    const file = fileOf(
      'debts.csv',
      [HEADER, row('O1'), row('O2', 'mil'), ''].join('\r\n').replaceAll(',', ';'),
    );
    const result = await take(file, '--json');
    expect(result).toMatchObject({ code: 0, err: '' });
    const { importId, rejectsFile, notes, ...rest } = lastJson<Record<string, unknown>>(result);
    expect(rest).toEqual({
      rows: 2,
      accepted: 1,
      created: 1,
      changed: 0,
      unchanged: 0,
      closed: 0,
      rejected: 1,
      events: expect.any(Number),
      rejects: [
        { line: 3, column: 'principal', value: 'mil', reason: expect.stringMatching(/^INVALID_AMOUNT: /) },
      ],
    });
    expect(notes).toEqual([]);
    expect(rejectsFile).toBe(join(data, 'rejects', `${importId}.csv`));
    const rejects = readFileSync(String(rejectsFile), 'utf8');
    expect(rejects.split('\r\n')[0]).toBe(`${HEADER};cauce_line;cauce_error`.replaceAll(',', ';'));
    const corrected = fileOf('corrected.csv', rejects.replace(';mil;', ';7;'));
    expect(lastJson(await take(corrected, '--json'))).toMatchObject({ created: 1, rejected: 0 });
    expect(lastJson(await take(file, '--json'))).toMatchObject({ events: 0, unchanged: 1, rejected: 1 });
    const told = (await take(file)).out;
    expect(told).toContain('2 rows: 1 accepted, 1 rejected (0 events written)');
    expect(told).toContain('line 3, principal "mil": INVALID_AMOUNT');
  });

  it('leaves nothing of a dry run, and no folder where there was none', async () => {
    const file = fileOf('debts.csv', `${HEADER}\n${row('O1')}\n${row('O2', '-1')}\n`);
    const nowhere = await take(file, '--dry-run', '--json');
    expect(lastJson(nowhere)).toMatchObject({ created: 1, rejected: 1, events: 0, rejectsFile: null });
    expect(existsSync(data)).toBe(false);
    await take(fileOf('before.csv', `${HEADER}\n${row('O0')}\n`));
    const events = await runCauce(['export', 'events', '--data', data, '--json']);
    const result = await take(file, '--dry-run', '--json');
    expect(lastJson(result)).toMatchObject({ created: 1, rejected: 1, events: 0, rejectsFile: null });
    expect(existsSync(join(data, 'rejects'))).toBe(false);
    expect(await runCauce(['export', 'events', '--data', data, '--json'])).toEqual(events);
    expect((await take(file, '--dry-run')).out).toContain('nothing was written');
  });

  it('says in one line what it cannot read', async () => {
    const good = fileOf('debts.csv', `${HEADER}\n${row('O1')}\n`);
    const wrong = fileOf('wrong.yml', 'name: wrong\nversion: [');
    const cases: readonly [args: string[], code: number, words: RegExp][] = [
      [['import', join(home, 'none.csv'), '--mapping', 'cauce'], 1, /^cauce: NO_FILE: there is no file /],
      [['import', home, '--mapping', 'cauce'], 1, /^cauce: NO_FILE: .* is a folder/],
      [['import', fileOf('empty.csv', ''), '--mapping', 'cauce'], 1, /^cauce: EMPTY_FILE: /],
      [
        ['import', good, '--mapping', 'nope'],
        1,
        /there is no such mapping; ready ones: cauce, ibm-ar, moonflow/,
      ],
      [['import', good, '--mapping', wrong], 1, /^cauce: INVALID_MAPPING: /],
      [['import', good], 2, /--mapping/],
      [['import'], 2, /file/],
      [['recall', '--portfolio', 'NONE'], 2, /--portfolio must be the code or id of one .*"NONE" is not/],
    ];
    for (const [args, code, words] of cases) {
      const result = await runCauce([...args, '--data', data]);
      expect({ args, code: result.code }).toEqual({ args, code });
      expect(result.err).toMatch(words);
      expect(result.err).not.toMatch(/^\s+at /m);
    }
  });

  it('ends what is recalled: a debt, the debts of a file, a portfolio', async () => {
    const rows = ['O1', 'O2', 'O3', 'O4'].map((one) => row(one));
    await take(fileOf('debts.csv', `${HEADER}\n${rows.join('\n')}\n`));
    const recall = async (...args: string[]) =>
      lastJson(await runCauce(['recall', ...args, '--data', data, '--json']));
    expect(await recall('O1')).toEqual({ recalled: 1, unchanged: 0 });
    const some = fileOf('some.csv', `${HEADER}\n${rows.slice(0, 2).join('\n')}\n`);
    expect(await recall('--file', some, '--mapping', 'cauce')).toEqual({ recalled: 1, unchanged: 1 });
    expect(await recall('--portfolio', 'P', '--dry-run')).toEqual({ recalled: 2, unchanged: 2 });
    expect(await eventsOf('PlacementEnded')).toHaveLength(2);
    expect(await recall('--portfolio', 'P')).toEqual({ recalled: 2, unchanged: 2 });
    expect(await eventsOf('PlacementEnded')).toHaveLength(4);
  });

  it('killed in the middle, it ends the next time with nothing doubled', async () => {
    const rows = 6_000;
    const file = join(home, 'many.csv');
    await writeDebtsFile(file, rows);
    const child = spawn(process.execPath, [MAIN, 'import', file, '--mapping', 'cauce', '--data', data]);
    await grownTo(`${data}.ledger`, 300_000);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    const report = lastJson<Record<string, number>>(await take(file, '--json'));
    expect(report).toMatchObject({ rows, accepted: rows, rejected: 0 });
    expect(Number(report.created) + Number(report.unchanged)).toBe(rows);
    expect(report.unchanged).toBeGreaterThan(0);
    expect(report.created).toBeGreaterThan(0);
    expect(await eventsOf('DebtPlaced')).toHaveLength(rows);
    expect(await eventsOf('DebtorRegistered')).toHaveLength(rows);
    expect(lastJson(await take(file, '--json'))).toMatchObject({ events: 0, unchanged: rows });
    expect(lastJson(await runCauce(['audit', 'verify', '--data', data, '--json']))).toMatchObject({
      ok: true,
    });
  }, 300_000);
});
