import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from './routes.ts';
import { type RunningApi, runningApi } from './testing/running-api.ts';

interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly responses: Record<string, { readonly description: string; readonly content: object }>;
}

let one: RunningApi;
beforeAll(async () => {
  one = await runningApi();
});
afterAll(() => one.close());

describe('the document', () => {
  it('names every resource', async () => {
    const { json } = await one.call('/openapi.json');
    const paths = json?.paths as Record<string, Record<string, { operationId: string }>>;
    const served = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((each) => each.operationId),
    );
    expect(served.sort()).toEqual([...Object.keys(ROUTES), 'hand-in', 'rejects'].sort());
    expect(paths['/timelines/{of}']?.get).toMatchObject({
      parameters: expect.arrayContaining([
        { name: 'of', in: 'path', required: true, schema: { type: 'string', minLength: 1, maxLength: 4096 } },
        {
          name: 'limit',
          in: 'query',
          required: false,
          schema: { type: 'integer', minimum: 1, maximum: 1_000 },
        },
      ]),
    });
  });

  it('says of every operation what it does, and what it may refuse', async () => {
    const { json } = await one.call('/openapi.json');
    const paths = json?.paths as Record<string, Record<string, DocumentedOperation>>;
    const documented = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(documented.length).toBeGreaterThan(Object.keys(ROUTES).length);
    for (const { operationId, summary, description, responses } of documented) {
      expect([operationId, summary.length > 5, summary.endsWith('.')]).toEqual([operationId, true, false]);
      expect([operationId, /^\S.{20,}\.(\n\nRoles: admin.*\.)?$/s.test(description)]).toEqual([
        operationId,
        true,
      ]);
      const refused = Object.entries(responses).filter(([status]) => Number(status) >= 400);
      expect([operationId, refused.map(([status]) => status)]).toEqual([
        operationId,
        expect.arrayContaining(['400', '401', '403', '500', '503']),
      ]);
      for (const [, response] of refused) {
        expect(response.description).toMatch(/^[A-Z]/);
        expect(response.content).toHaveProperty(['application/problem+json', 'schema', '$ref']);
      }
    }
    expect(paths['/debtors/{debtor}/erasures']?.post?.responses[409]?.description).toBe(
      'The name fits several; Another principal must agree',
    );
  });

  it.each([
    ['/timelines/NOBODY', '/timelines/{of}', 'get', 404],
    ['/timelines/x?limit=many', '/timelines/{of}', 'get', 400],
    ['/packs', '/packs', 'post', 422],
    ['/imports/none/rejects', '/imports/{import}/rejects', 'get', 404],
  ])('names what is answered: %s', async (path, resource, method, status) => {
    const { json } = await one.call('/openapi.json');
    const body = { pack: {}, effective: '2026-07-01T00:00:00Z' };
    expect((await one.call(path, method === 'post' ? { body } : {})).status).toBe(status);
    expect(json?.paths).toHaveProperty([resource, method, 'responses', String(status)]);
  });

  it('describes lists by their members', async () => {
    const { json } = await one.call('/openapi.json');
    expect(JSON.stringify(json)).toContain('"creditors":{"items":{"type":"string"},"type":"array"}');
  });

  it('is shown to people', async () => {
    const page = await one.call('/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    expect((await one.call('/docs/swagger-ui-bundle.js')).status).toBe(200);
  });
});
