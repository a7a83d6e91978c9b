import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { type RunningApi, runningApi } from '../api/testing/running-api.ts';
import { runCli } from './program.ts';
import { forget, heard, listen } from './testing/heard.ts';

let one: RunningApi;
beforeAll(async () => {
  one = await runningApi();
  const file = await one.file('acme.csv', 1);
  expect((await one.call('/imports', { body: { file, mapping: 'cauce' } })).status).toBe(200);
});
afterAll(() => one.close());

beforeEach(listen);
afterEach(() => {
  jest.restoreAllMocks();
});

const timeline = async (...args: string[]): Promise<string> => {
  const code = await runCli(['timeline', 'C-00001', ...args, '--url', one.api.url, '--key', one.adminKey]);
  expect([code, heard.err]).toEqual([0, '']);
  return heard.out;
};

it.each([
  [[], 'ACME placed a debt of 100.00 USD, due 2026-03-09', '… more: --after '],
  [['--lang', 'en'], 'ACME placed a debt of 100.00 USD, due 2026-03-09', '… more: --after '],
  [['--lang', 'es'], 'ACME asignó una deuda de 100.00 USD, vence 2026-03-09', '… hay más: --after '],
])('speaks the language that is asked for: %j', async (args, summary, more) => {
  const said = await timeline('--limit', '1', ...args);
  expect(said).toContain(summary);
  expect(said).toContain(more);
});

it('takes explain where a line of it or of the contacts ends', async () => {
  await one.host.settle();
  const from = ['--url', one.api.url, '--key', one.adminKey];
  const lines = async (...args: string[]): Promise<string[]> => {
    forget();
    expect(await runCli([...args, ...from])).toBe(0);
    return heard.out.trim().split('\n');
  };
  const [contact = ''] = await lines('export', 'contacts');
  expect(contact).toContain('  C-00001  INV-00001 D+1  ');
  const contactId = contact.split('  ').at(-1) ?? '';
  const cleared = (await lines('timeline', 'C-00001')).find((line) => line.includes('ContactCleared'));
  expect(cleared?.endsWith(`  ${contactId}`)).toBe(true);
  expect((await lines('explain', contactId)).join()).toContain('INV-00001');
});

it('speaks it to machines too, in the summaries alone', async () => {
  const { entries } = JSON.parse(await timeline('--lang', 'es', '--json'));
  expect(entries[0]).toMatchObject({
    type: 'DebtPlaced',
    summary: 'ACME asignó una deuda de 100.00 USD, vence 2026-03-09',
  });
});
