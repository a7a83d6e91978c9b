import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { STANDARD_TEMPLATES } from '@cauce/domain';
import { readPacks } from '@cauce/rule-packs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ArgumentProblem } from '../host/usage-error.ts';
import { startApi } from './server.ts';
import { type RunningApi, runningApi } from './testing/running-api.ts';

let one: RunningApi;
beforeAll(async () => {
  one = await runningApi();
});
afterAll(() => one.close());

describe('health', () => {
  it('needs no key and tells the truth', async () => {
    expect(await one.call('/health/live', { key: null })).toMatchObject({
      status: 200,
      json: { status: 'live' },
    });
    expect(await one.call('/health/ready', { key: null })).toMatchObject({
      status: 200,
      json: { reasons: [] },
    });
    one.reasons.push('read models: 31 s behind the log');
    const ready = await one.call('/health/ready', { key: null });
    expect(ready).toMatchObject({ status: 503, json: { status: 'not ready', reasons: one.reasons } });
    expect((await one.call('/health/live', { key: null })).status).toBe(200);
    one.reasons.pop();
  });
});

describe('arguments', () => {
  it('are told everything that is wrong with them', async () => {
    const answer = await one.call('/imports', { body: { mapping: 7, yes: 'no', colour: 'blue' } });
    expect(answer.status).toBe(400);
    const problems = answer.json?.problems as ArgumentProblem[];
    for (const name of ['file', 'mapping', 'yes', 'colour'])
      expect(problems.some(({ argument }) => argument === name)).toBe(true);
    expect(problems).toContainEqual({ argument: 'file', problem: 'must be given' });
  });

  it('come from path and query too', async () => {
    expect((await one.call('/reports/ageing')).json?.problems).not.toHaveLength(0);
    expect((await one.call('/reports/ageing?asOf=yesterday')).status).toBe(400);
    expect((await one.call('/reports/ageing?asOf=2026-02-30')).status).toBe(400);
    expect((await one.call('/timelines/x?limit=many')).status).toBe(400);
    expect((await one.call('/contacts?colour=blue')).status).toBe(400);
    expect((await one.call('/principals', { body: { name: 'x', role: 'king' } })).status).toBe(400);
  });

  it('of a contact to be checked are named', async () => {
    const body = { debts: [], channel: 'pigeon', price: 1 };
    const { status, json } = await one.call('/gate/check', { body });
    expect(status).toBe(400);
    for (const name of ['debtor', 'debts', 'channel', 'price'])
      expect(json?.problems).toContainEqual(expect.objectContaining({ argument: name }));
    const asked = { debtor: 'NOBODY', debts: ['X'], channel: 'email' };
    expect((await one.call('/gate/check', { body: asked })).status).toBe(404);
  });

  const post = (path: string, body: string): Promise<Response> =>
    fetch(`${one.api.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${one.adminKey}`, 'content-type': 'application/json' },
      body,
    });

  it('may be no JSON at all', async () => {
    expect((await post('/imports', '{"file":')).status).toBe(400);
  });

  it.each(['/gate/check', '/imports', '/templates', '/packs'])(
    'may nest deeper than a call stack: %s',
    async (path) => {
      const deep = '['.repeat(50_000) + ']'.repeat(50_000);
      for (const name of ['debtor', 'file', 'template', 'pack', 'colour']) {
        const response = await post(path, `{"${name}":${deep}}`);
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({
          detail: 'it nests more than 100 levels deep',
        });
      }
    },
  );
});

describe('work', () => {
  it('is done, reported and seen in the mailbox', async () => {
    const file = await one.file('first.csv', 3);
    const report = await one.call('/imports', { body: { file, mapping: 'cauce' } });
    expect(report).toMatchObject({ status: 200, json: { rows: 3, created: 3, rejected: 0 } });
    await one.host.settle();
    const lines = (await one.call('/contacts')).text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ debtor, status }) => `${debtor} ${status}`).sort()).toEqual([
      'C-00001 delivered',
      'C-00002 delivered',
      'C-00003 delivered',
    ]);
    expect((await one.call(`/contacts/${lines[0].contactId}/explanation`)).json?.items).toHaveLength(1);
    expect((await one.call('/timelines/C-00001')).json?.entries).not.toHaveLength(0);
    const dossier = await one.call('/debtors/C-00001/dossier');
    expect([dossier.headers.get('cauce-verified'), dossier.text]).toEqual([
      'true',
      expect.stringContaining('<html'),
    ]);
    const list = await one.call('/mailbox');
    expect(list.text.match(/customer0000\d@acme\.example/g)).toHaveLength(3);
    const link = /href="(\/mailbox\/[^"]+)"/.exec(list.text)?.[1] ?? '';
    const message = (await one.call(link)).text;
    expect(message).toContain('<h1>Information about your account</h1>');
    expect(message).toContain('How to pay ACME');
    expect(message).toMatch(/mailto:[^"&]+/);
    expect((await one.call('/mailbox/nothing')).status).toBe(404);
    expect((await one.call('/mailbox?channel=sms')).text).toContain('SMS that the sandbox took');
    expect((await one.call('/mailbox?channel=fax')).status).toBe(400);
  });

  it('hears what a debtor answers by SMS', async () => {
    const asked = one.call('/mailbox/replies', { body: { from: '+573001234567', text: 'BAJA' } });
    const told = async () => (await one.call('/events?type=AddressNoted')).text;
    // Nobody but the test lets the host hear what its providers have for it.
    while ((await told()) === '') await one.host.settle();
    expect(await asked).toMatchObject({ status: 200, json: { taken: true } });
    expect(await told()).toContain('address_opt_out');
    const body = { from: 'nobody', text: 'BAJA' };
    expect((await one.call('/mailbox/replies', { body })).json).toEqual({ taken: false });
    const key = await one.principal('sms-reader', 'auditor');
    expect((await one.call('/mailbox/replies', { body, key })).status).toBe(403);
  });

  it('takes a list, and each of its members as it was declared', async () => {
    const listed = async () =>
      (await one.call('/creditors')).json?.creditors as { creditor: string; priority: number | null }[];
    const [first] = await listed();
    const prioritise = async (creditors: unknown) =>
      (await one.call('/creditors/priority', { body: { creditors } })).status;
    expect(first?.priority).toBeNull();
    expect([await prioritise(first?.creditor), await prioritise([7])]).toEqual([400, 400]);
    expect(await prioritise([first?.creditor])).toBe(200);
    expect(await listed()).toMatchObject([{ ...first, priority: 1 }]);
  });

  it('is recorded in the name of whoever asked', async () => {
    const key = await one.principal('mona', 'manager');
    await one.call('/debts/INV-00001/holds', { key, body: { reason: 'in talks' } });
    const [held] = (await one.call('/events?type=HoldPlaced')).text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const principals = (await one.call('/principals')).json?.principals as {
      name: string;
      principalId: string;
    }[];
    const mona = principals.find(({ name }) => name === 'mona');
    expect(held.actor).toBe(`principal:${mona?.principalId}`);
    expect((await one.call('/debts/INV-00001/holds', { method: 'DELETE' })).json).toEqual({ lifted: 1 });
  });

  it('breaks off when nobody reads any more', async () => {
    const hung = new AbortController();
    const response = await fetch(`${one.api.url}/events`, {
      headers: { authorization: `Bearer ${one.adminKey}` },
      signal: hung.signal,
    });
    await response.body?.getReader().read();
    hung.abort();
    expect((await one.call('/health/ready', { key: null })).status).toBe(200);
  });

  it('lets others ask while a file is imported', async () => {
    const file = await one.file('large.csv', 1_500);
    const importing = one.call('/imports', { body: { file, mapping: 'cauce', dryRun: true } });
    let answers = 0;
    let over = false;
    void importing.then(() => {
      over = true;
    });
    while (!over) {
      await one.call('/health/live', { key: null });
      answers += 1;
    }
    expect((await importing).json).toMatchObject({ created: 1_497, unchanged: 3 });
    expect(answers).toBeGreaterThan(2);
  });
});

describe('the folder', () => {
  it('keeps the key of its admin for its owner alone', () => {
    expect(statSync(join(one.dir, 'admin.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(one.dir, 'log.db')).includes(one.adminKey)).toBe(false);
  });

  it('says at its beginning what decides and speaks in it', async () => {
    const events = (await one.call('/events')).text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const setup = events.filter(({ actor }) => actor === 'policy:setup');
    expect(setup.every(({ recordedAt }) => recordedAt === '2026-03-10T12:00:00.000Z')).toBe(true);
    const counts = Map.groupBy(setup, ({ type }) => type as string);
    expect([...counts].map(([type, all]) => `${type} ${all.length}`).sort()).toEqual([
      'PrincipalRegistered 1',
      `RulePackPublished ${readPacks().length}`,
      'StrategyPublished 2',
      `TemplatePublished ${STANDARD_TEMPLATES.length}`,
    ]);
  });
});

describe('a port that is taken', () => {
  it('is named in one error, without a word of Nest', async () => {
    const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const port = Number(new URL(one.api.url).port);
      await expect(startApi(one.host, () => [], { port })).rejects.toThrow(`the port ${port} is taken`);
      expect(told).not.toHaveBeenCalled();
    } finally {
      told.mockRestore();
    }
  });
});

describe('dates and instants', () => {
  it('begin with today where the portfolio is', async () => {
    expect((await one.call('/plans/today')).json).toMatchObject({ date: '2026-03-10' });
    expect((await one.call('/reports/ageing?asOf=today')).json).toMatchObject({ asOf: '2026-03-10' });
  });

  it.each([
    ['/reports/ageing?asOf=2026-99-01', 'asOf', 'date'],
    ['/reports/ageing?asOf=2026-02-30', 'asOf', 'date'],
    ['/reports/ageing?asOf=2026-03-01&knownAt=noon', 'knownAt', 'instant'],
    ['/timelines/C-00002?asOf=2026-03-01', 'asOf', 'instant'],
    ['/timelines/C-00002?knownAt=2026-99-01T00:00:00Z', 'knownAt', 'instant'],
    ['/plans/2026-99-01', 'date', 'date'],
  ])('are refused in one line that names them: %s', async (path, argument, form) => {
    const { status, json } = await one.call(path);
    expect([status, json?.detail]).toEqual([
      400,
      expect.stringMatching(new RegExp(`^${argument} must be an? ${form} such as .*, not ".*"$`)),
    ]);
  });
});
