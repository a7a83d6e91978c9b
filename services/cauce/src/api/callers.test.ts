import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApi, runningApi } from './testing/running-api.ts';

let one: RunningApi;
beforeAll(async () => {
  one = await runningApi();
});
afterAll(() => one.close());

describe('who asks', () => {
  const stranger = '607a5fa2-6da3-5e92-9f02-0cebc6b7ddeb.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

  it.each([
    ['no key', null],
    ['a key of nobody', stranger],
    ['what is no key', 'admin'],
  ])('must not come with %s', async (_, key) => {
    for (const path of ['/principals', '/events', '/docs', '/openapi.json', '/mailbox', '/nowhere']) {
      const answer = await one.call(path, { key });
      expect(answer).toMatchObject({
        status: 401,
        json: { status: 401, type: 'urn:cauce:UnauthorizedError' },
      });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('may do what the role allows and nothing else', async () => {
    const auditor = await one.principal('audrey', 'auditor');
    expect((await one.call('/reports/ageing?asOf=2026-03-10', { key: auditor })).status).toBe(200);
    const refused = await one.call('/debts/INV-00001/holds', { key: auditor, body: { reason: 'x' } });
    expect(refused).toMatchObject({ status: 403, json: { type: 'urn:cauce:ForbiddenError' } });
    expect((await one.call('/mailbox', { key: auditor })).status).toBe(403);
    const service = await one.principal('loader', 'service');
    expect((await one.call('/events', { key: service })).status).toBe(403);
    expect((await one.call('/contacts', { key: service })).status).toBe(200);
  });

  it('is nobody any more once revoked, and comes back with another key', async () => {
    const before = await one.principal('carla', 'collector');
    expect((await one.call('/timelines/nobody', { key: before })).status).toBe(404);
    expect((await one.call('/principals/carla', { method: 'DELETE' })).status).toBe(200);
    expect((await one.call('/timelines/nobody', { key: before })).status).toBe(401);
    const after = await one.principal('carla', 'collector');
    expect((await one.call('/timelines/nobody', { key: before })).status).toBe(401);
    expect((await one.call('/timelines/nobody', { key: after })).status).toBe(404);
  });

  it('stays an admin when it is the last one', async () => {
    const refused = await one.call('/principals/admin', { method: 'DELETE' });
    expect(refused).toMatchObject({ status: 400, json: { detail: expect.stringContaining('last admin') } });
    expect((await one.call('/principals')).status).toBe(200);
  });

  it('is told that its key is wrong', async () => {
    const answer = await one.call('/contacts', { key: `${one.adminKey}x` });
    expect(answer).toMatchObject({ status: 401, json: { detail: expect.stringContaining('key is wrong') } });
  });

  it('may be a browser, which reads and changes nothing', async () => {
    const basic = { authorization: `Basic ${Buffer.from(`admin:${one.adminKey}`).toString('base64')}` };
    expect((await one.call('/mailbox', { key: null, headers: basic })).status).toBe(200);
    const body = { name: 'mallory', role: 'admin' };
    expect((await one.call('/principals', { key: null, headers: basic, body })).status).toBe(401);
    const opened = await fetch(one.api.browserLink, { redirect: 'manual' });
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/mailbox']);
    const cookie = opened.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const session = { cookie: cookie.split(';', 1)[0] ?? '' };
    expect((await one.call('/mailbox', { key: null, headers: session })).status).toBe(200);
    expect((await one.call('/principals', { key: null, headers: session, body })).status).toBe(401);
    expect((await fetch(one.api.browserLink, { redirect: 'manual' })).status).toBe(401);
  });

  it('must mean this machine', async () => {
    const status = await new Promise((resolve, reject) => {
      const asked = httpRequest(
        `${one.api.url}/health/live`,
        { headers: { host: 'evil.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      asked.on('error', reject).end();
    });
    expect(status).toBe(421);
  });
});

describe('a second approval', () => {
  it('comes with a second key: none lends the name of another', async () => {
    const file = await one.file('to-erase.csv', 1);
    expect((await one.call('/imports', { body: { file, mapping: 'cauce' } })).status).toBe(200);
    const maria = await one.principal('maria', 'compliance');
    const erasure = { body: { reason: 'asked' }, headers: { 'cauce-as': 'maria' } };
    const path = '/debtors/C-00001/erasures';
    expect((await one.call(path, erasure)).json).toMatchObject({ status: 'pending' });
    expect(await one.call(path, erasure)).toMatchObject({ status: 409 });
    expect((await one.call(path, { ...erasure, key: maria })).json).toMatchObject({ status: 'erased' });
  });
});
