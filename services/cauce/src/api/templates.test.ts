import { standardTemplateOf } from '@cauce/domain';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type RunningApi, runningApi } from './testing/running-api.ts';

let one: RunningApi;
beforeAll(async () => {
  one = await runningApi();
});
afterAll(() => one.close());

const standard = standardTemplateOf('email', 'overdue', 'en');
const template = { ...standard, name: 'kinder', version: 1, text: `${standard.text}\n\nThank you.` };

it('a manager proposes a text, compliance approves it; a collector does neither', async () => {
  const collector = await one.principal('carla', 'collector');
  const manager = await one.principal('marta', 'manager');
  const compliance = await one.principal('cora', 'compliance');
  const approval = '/templates/kinder.en@1/approval';
  expect((await one.call('/templates', { key: collector, body: { template } })).status).toBe(403);
  expect(await one.call('/templates', { key: manager, body: { template } })).toMatchObject({
    status: 200,
    json: { template: 'kinder.en', version: 1, approvedAt: null },
  });
  expect((await one.call(approval, { key: collector, body: {} })).status).toBe(403);
  const alone = await one.call(approval, { key: manager, body: {} });
  expect(alone.status).toBe(409);
  expect(alone.text).toContain('marta asked for this template');
  expect(await one.call(approval, { key: compliance, body: {} })).toMatchObject({
    status: 200,
    json: { inUse: true, approvals: ['marta', 'cora'] },
  });
  expect((await one.call('/templates/kinder.en@1', { key: manager })).json).toMatchObject({
    content: template,
  });
  expect((await one.call('/templates', { key: manager })).text).toContain('"kinder.en"');
});

it('a text that is forbidden is refused with what forbids it', async () => {
  const summons = { ...template, version: 2, text: `${template.text} This is a summons.` };
  const refused = await one.call('/templates', { body: { template: summons } });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('looks like a paper of a court');
  expect((await one.call('/templates', { body: { template: 'text' } })).status).toBe(400);
});
