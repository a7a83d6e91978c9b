import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApi, runningApi } from './testing/running-api.ts';

let one: RunningApi;
beforeAll(async () => {
  one = await runningApi();
});
afterAll(() => one.close());

describe('a request with an idempotency key', () => {
  const headers = { 'idempotency-key': 'once-0001' };

  it('is answered as the first time', async () => {
    const file = await one.file('keyed.csv', 5);
    const body = { file, mapping: 'cauce' };
    const first = await one.call('/imports', { body, headers });
    expect(first.json).toMatchObject({ created: 5, unchanged: 0 });
    expect((await one.call('/imports', { body, headers })).json).toEqual(first.json);
    expect((await one.call('/imports', { body })).json).toMatchObject({ created: 0, unchanged: 5 });
    await one.restart();
    expect((await one.call('/imports', { body, headers })).json).toEqual(first.json);
  });

  it('is refused for another request, and free for another caller', async () => {
    const refused = await one.call('/principals', { body: { name: 'late', role: 'auditor' }, headers });
    expect(refused).toMatchObject({ status: 422, json: { type: 'urn:cauce:KeyUsedError' } });
    const key = await one.principal('amir', 'admin');
    const added = await one.call('/principals', { key, headers, body: { name: 'late', role: 'auditor' } });
    expect(added.status).toBe(200);
    const again = await one.call('/principals', { key, headers, body: { name: 'late', role: 'auditor' } });
    expect(again.json).toEqual(added.json);
  });

  it('runs once when it comes twice at a time', async () => {
    const twice = { headers: { 'idempotency-key': 'twin' }, body: { name: 'twin', role: 'auditor' } };
    const [first, second] = await Promise.all([
      one.call('/principals', twice),
      one.call('/principals', twice),
    ]);
    expect(first.status).toBe(200);
    expect(second.json).toEqual(first.json);
  });

  it('leaves no answer that the folder alone could read', async () => {
    const path = join(one.dir, '..', 'bad.csv');
    writeFileSync(
      path,
      `${readFileSync(await one.file('good.csv', 1), 'utf8').replace('100.00', 'Zacarias-Q')}`,
    );
    const headers = { 'idempotency-key': 'secret-0001' };
    const { json } = await one.call('/imports', { body: { file: path, mapping: 'cauce' }, headers });
    expect(JSON.stringify(json?.rejects)).toContain('Zacarias-Q');
    const files = readdirSync(one.dir).filter((file) => file.startsWith('models.db'));
    expect(files).not.toHaveLength(0);
    for (const file of files) expect(readFileSync(join(one.dir, file)).includes('Zacarias-Q')).toBe(false);
  });

  it('is forgotten after a day', async () => {
    const body = { file: await one.file('keyed.csv', 5), mapping: 'cauce' };
    one.clock.moveTo(one.clock.now().add({ hours: 25 }));
    await one.restart();
    expect((await one.call('/imports', { body, headers })).json).toMatchObject({ created: 0, unchanged: 5 });
  });
});
