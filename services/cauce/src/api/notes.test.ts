import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { requestFor } from './routes.ts';
import { type RunningApi, runningApi } from './testing/running-api.ts';

const PATH = '/debtors/C-00001/notes';

let one: RunningApi;
beforeAll(async () => {
  one = await runningApi();
  const file = await one.file('book.csv', 1);
  await one.call('/imports', { body: { file, mapping: 'cauce' } });
});
afterAll(() => one.close());

it('a collector takes down what a debtor tells, once; a supervisor ends it', async () => {
  const collector = await one.principal('carla', 'collector');
  const note = { kind: 'medium_opt_out', channels: ['sms'], text: 'no más SMS' };
  const asked = { key: collector, body: note, headers: { 'idempotency-key': 'n-1' } };
  expect(await one.call(PATH, asked)).toMatchObject({ status: 200, json: { noted: true } });
  expect(await one.call(PATH, asked)).toMatchObject({ status: 200, json: { noted: true } });
  expect((await one.call(PATH, { key: collector, body: note })).json).toMatchObject({ noted: false });
  const end = `${PATH}/medium_opt_out`;
  expect((await one.call(end, { key: collector, method: 'DELETE' })).status).toBe(403);
  const supervisor = await one.principal('saul', 'supervisor');
  const ending = { key: supervisor, method: 'DELETE' };
  expect((await one.call(`${end}?channels=email`, ending)).json).toMatchObject({ ended: 0 });
  const channels = ['call', 'email'] as const;
  const { path } = requestFor('end-note', { debtor: 'C-00001', kind: 'medium_opt_out', channels });
  expect(path).toBe(`${end}?channels=call&channels=email`);
  expect((await one.call(path, ending)).json).toMatchObject({ ended: 0 });
  expect((await one.call(`${end}?channels=pigeon`, ending)).status).toBe(400);
  expect(await one.call(end, ending)).toMatchObject({ status: 200, json: { ended: 1 } });
});

it('a contact by hand is logged once', async () => {
  const key = await one.principal('cora', 'collector');
  const debts = ['INV-00001'];
  const at = '2026-03-01T15:00:00Z';
  const body = { channel: 'call', direction: 'out', outcome: 'no_answer', debts, at };
  const path = '/debtors/C-00001/contacts';
  expect((await one.call(path, { key, body })).json).toMatchObject({ logged: true });
  expect((await one.call(path, { key, body })).json).toMatchObject({ logged: false });
  const wrong = await one.call(path, { key, body: { ...body, outcome: 'mood' } });
  expect(wrong.status).toBe(400);
});

it.each([
  [{ kind: 'mood' }, 'kind must be one of'],
  [{ kind: 'medium_opt_out', channels: ['pigeon'] }, 'channels must each be one of'],
  [{ kind: 'medium_opt_out', channels: [] }, 'channels should not be empty'],
  [{ kind: 'cease', mood: 'bad' }, 'mood is not known here'],
  [{ kind: 'medium_opt_out' }, 'channels must be given with medium_opt_out'],
  [{ kind: 'medium_opt_out', channels: null }, 'channels must be given with medium_opt_out'],
  [{ kind: null }, 'kind must be given'],
  [{ kind: 'cease', text: '' }, 'text must not be empty'],
  [{ kind: 'agreed_hours', hours: Array(1_001).fill('mon 09:00-10:00') }, 'no more than 1000'],
])('a note like %j is refused', async (body, detail) => {
  const refused = await one.call(PATH, { body });
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.json)).toContain(detail);
});

it('what is null is left out', async () => {
  const body = { kind: 'elder', since: null, text: null, debts: null };
  expect((await one.call(PATH, { body })).json).toMatchObject({ noted: true });
});

it('an auditor takes nothing down', async () => {
  const key = await one.principal('audrey', 'auditor');
  expect((await one.call(PATH, { key, body: { kind: 'cease' } })).status).toBe(403);
});
