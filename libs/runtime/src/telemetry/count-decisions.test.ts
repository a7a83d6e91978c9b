import type { RecordedEvent } from '@cauce/contracts';
import { noTelemetry } from '@cauce/ports';
import { expect, it } from '@jest/globals';
import { countDecisions } from './count-decisions.ts';

const rule = (id: string, outcome: string) => ({ id, outcome });
const event = (type: string, ...items: object[][]): RecordedEvent =>
  ({ type, data: { channel: 'sms', decision: { items: items.map((rules) => ({ rules })) } } }) as never;

it('counts each decision once, and each rule that had a part in it once for each item', () => {
  const counted: string[] = [];
  const telemetry = {
    ...noTelemetry,
    count: (counter: string, labels: object) => counted.push([counter, ...Object.values(labels)].join(' ')),
  };
  countDecisions(telemetry, [
    event('ContactDeferred', [rule('hours', 'defer'), rule('cap', 'allow')], [rule('hours', 'defer')]),
    event('ContactCleared', [rule('hours', 'allow'), rule('holiday', 'not_applicable')]),
    event('ContactRefused', []),
    { type: 'DebtPlaced', data: {} } as never,
  ]);
  expect(counted).toEqual([
    'cauce.decisions sms deferred',
    'cauce.decision.rules hours defer',
    'cauce.decision.rules cap allow',
    'cauce.decision.rules hours defer',
    'cauce.decisions sms cleared',
    'cauce.decision.rules hours allow',
    'cauce.decisions sms refused',
  ]);
});
