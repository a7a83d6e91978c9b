import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type RunningApi, runningApi } from '../api/testing/running-api.ts';
import { runCli } from './program.ts';
import { forget, heard, listen } from './testing/heard.ts';

const dir = mkdtempSync(join(tmpdir(), 'cauce-typed-'));
const proposal = join(dir, 'proposal.json');
let running: RunningApi;

/** A folder without a host, and a running one: two ways to the same operation. */
const doors: Record<string, () => readonly string[]> = {
  'a folder': () => ['--data', join(dir, 'data')],
  'a running host': () => ['--url', running.api.url, '--key', running.adminKey],
};

beforeAll(async () => {
  running = await runningApi();
  const file = await running.file('acme.csv', 2);
  writeFileSync(
    proposal,
    JSON.stringify({ debtor: 'C-00001', debts: ['INV-00001'], channel: 'email', at: 'noon' }),
  );
  listen();
  for (const door of Object.values(doors)) {
    expect(await runCli(['import', file, '--mapping', 'cauce', ...door()])).toBe(0);
  }
});
afterAll(async () => {
  jest.restoreAllMocks();
  await running.close();
  rmSync(dir, { recursive: true });
});

const complaint = ['complaint', 'receive', 'C-00001', '--regulator', 'CFPB'];
const call = 'log-contact C-00001 --channel call --direction out --outcome conversation --debts INV-00001';

describe.each(Object.keys(doors))('wrong usage of %s', (door) => {
  const said = async (args: readonly string[]): Promise<string> => {
    forget();
    expect(await runCli([...args, ...(doors[door]?.() ?? [])])).toBe(2);
    return heard.err;
  };

  it.each([
    ['timeline C-00001 --as-of yesterday', '--as-of must be an instant'],
    ['timeline C-00001 --known-at x', '--known-at must be an instant'],
    ['report ageing --as-of x', '--as-of must be a date'],
    ['report compliance --from 2026-03-02 --to 2026-03-01', '--to must be 2026-03-02 or a later day'],
    ['plan --date x', '--date must be a date'],
    ['note C-00001 mood', '<kind> must be one of'],
    ['note C-00001 medium_opt_out', '--channels must be given with medium_opt_out'],
    ['note C-00001 minor --channels sms', '--channels cannot be given with minor'],
    ['note C-00001 reporting_notice --sent-on x', '--sent-on must be a date'],
    ['end-note C-00001 wrong_number', '--address must be given with wrong_number'],
    [`${call} --agrees-to-calls maybe`, '--agrees-to-calls must be a date'],
    [`${call} --at 2126-01-01T00:00:00Z`, '--at must be an instant that has come'],
    [`${call.replace('conversation', 'chat')}`, '--outcome must be one of'],
    [`${complaint.join(' ')} --due soon`, '--due must be a date'],
    [`${complaint.join(' ')} --due 2020-01-01`, '--due must not be before the complaint was received'],
    ['creditors sender ACME --channel email --from nobody', '--from must be an e-mail address'],
    ['creditors sender ACME --channel sms --from ACME --country chile', '--country must'],
    ['recall --portfolio NONE', '--portfolio must be the code or id of one that is here'],
    ['erase C-00001', '--reason must be given'],
    ['principal add ana --role boss', '--role must be one of'],
  ])('names what was typed: %s', async (line, words) => {
    expect(await said(line.split(' '))).toContain(`cauce: ${words}`);
  });

  it('takes no language that it does not speak', async () => {
    expect(await said('timeline C-00001 --lang pt'.split(' '))).toContain('Allowed choices are es, en');
  });

  it('names what stands in a file as the file has it', async () => {
    expect(await said(['gate', 'check', proposal])).toContain('cauce: at must be an instant such as');
  });

  it('names what is empty, before anything is asked', async () => {
    expect(await said([...complaint, '--due', '2026-04-01', '--text', ''])).toBe(
      'cauce: --text must not be empty\n',
    );
    expect(await said(['timeline', ''])).toBe('cauce: <debtor|debt> must not be empty\n');
    expect(await said(['note', 'C-00001', 'minor', '--channels', 'sms', ''])).toBe(
      'cauce: --channels must not be empty\n',
    );
  });
});
