import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApi, runningApi } from './testing/running-api.ts';

let one: RunningApi;
beforeAll(async () => {
  one = await runningApi();
});
afterAll(() => one.close());

describe('imports', () => {
  it('asked for at the same time come one after the other', async () => {
    const body = { file: await one.file('twice.csv', 8), mapping: 'cauce' };
    const reports = await Promise.all([one.call('/imports', { body }), one.call('/imports', { body })]);
    expect(reports.map(({ json }) => `${json?.created} ${json?.unchanged}`)).toEqual(['8 0', '0 8']);
  });
});

describe('a host that stops during an import', () => {
  it('breaks it off between rows, says so, and takes in the rest when it is asked again', async () => {
    const file = await one.file('long.csv', 2_500, '2027-03-09');
    const body = { file, mapping: 'cauce' };
    const importing = one.call('/imports', { body });
    const placed = async () => (await one.call('/events?type=DebtPlaced')).text.split('\n').length;
    while ((await placed()) < 100);
    const [answer] = await Promise.all([importing, one.restart()]);
    expect(answer).toMatchObject({ status: 503, json: { type: 'urn:cauce:StoppingError' } });
    const rest = (await one.call('/imports', { body, headers: { 'idempotency-key': 'rest' } })).json;
    expect(Number(rest?.unchanged)).toBeGreaterThan(90);
    expect(Number(rest?.created) + Number(rest?.unchanged)).toBe(2_500);
  });
});
