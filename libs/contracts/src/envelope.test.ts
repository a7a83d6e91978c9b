import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { defineEvent } from './definition.ts';
import { boxBinding, categoryOf, routingKey } from './envelope.ts';
import { upcast, upcastTo } from './upcast.ts';

const debtorId = '000000d1-7a1c-5e2d-9b40-c0ffee0000d1';
const creditorId = '000000c1-7a1c-5e2d-9b40-c0ffee0000c1';

describe('the category of a stream', () => {
  it.each([
    ['debt-9f2c', 'debt'],
    [`treatment-${debtorId}-${creditorId}`, 'treatment'],
    ['log', 'log'],
  ])('of %s is %s', (stream, category) => expect(categoryOf(stream)).toBe(category));
});

describe('the routing key', () => {
  it.each([
    ['a contact', { stream: `contact-${debtorId}`, data: {} }, debtorId],
    ['a treatment', { stream: `treatment-${debtorId}-${creditorId}`, data: {} }, debtorId],
    ['a debt', { stream: 'debt-1', data: { debtorId } }, debtorId],
    ['a portfolio, which has no single debtor', { stream: 'portfolio-1', data: {} }, 'portfolio-1'],
  ])('of %s keeps one debtor in order', (_what, event, key) => expect(routingKey(event)).toBe(key));
});

describe('the binding of a box', () => {
  it('changes with each of its parts', () => {
    const bindings = [
      boxBinding('debt-1', 0, 'a', '1'),
      boxBinding('debt-2', 0, 'a', '1'),
      boxBinding('debt-1', 1, 'a', '1'),
      boxBinding('debt-1', 0, 'b', '1'),
      boxBinding('debt-1', 0, 'a', '2'),
    ];
    expect(new Set(bindings).size).toBe(bindings.length);
  });
});

describe('an event definition', () => {
  const schema = Type.Object({ amount: Type.Integer() });

  it('needs an upcaster for every version before the present one', () => {
    expect(() => defineEvent('Sample', 'sample', schema, { version: 2 })).toThrow(
      'version 2 needs 1 upcasters',
    );
    const upcasters = [(data: { sum: number }) => ({ amount: data.sum })];
    expect(defineEvent('Sample', 'sample', schema, { version: 2, upcasters }).version).toBe(2);
  });

  it('names what is wrong and where', () => {
    expect(defineEvent('Sample', 'sample', schema).problems({ amount: 0.5 })).toEqual([
      expect.stringContaining('Sample/amount: '),
    ]);
  });
});

describe('upcasting', () => {
  const event = {
    id: debtorId,
    stream: 'sample-1',
    revision: 0,
    type: 'FromALaterRelease',
    version: 9,
    data: { any: 'thing' },
    sealed: [],
    recordedAt: '2026-03-05T13:00:00.000Z',
    effectiveAt: '2026-03-05T13:00:00.000Z',
    actor: 'policy:test',
    causationId: debtorId,
    correlationId: debtorId,
    prev: '0'.repeat(64),
  } as const;

  it('leaves an unknown type as it is', () => expect(upcast(event)).toBe(event));

  it('refuses a version that a later release wrote', () => {
    const sample = defineEvent('Sample', 'sample', Type.Object({}));
    expect(() => upcastTo(sample, { ...event, type: 'Sample', version: 2 })).toThrow(
      'Sample is of version 2: this release knows 1 at most',
    );
  });

  it('runs the steps from the version of the event to the present one', () => {
    const sample = defineEvent(
      'Sample',
      'sample',
      Type.Object({ minor: Type.Integer(), currency: Type.String() }),
      {
        version: 3,
        upcasters: [
          (data: { sum: number }) => ({ minor: data.sum * 100 }),
          (data: { minor: number }) => ({ ...data, currency: 'COP' }),
        ],
      },
    );
    const now = { minor: 1200, currency: 'COP' };
    const upcasted = [
      { version: 1, data: { sum: 12 } },
      { version: 2, data: { minor: 1200 } },
      { version: 3, data: now },
    ].map((older) => upcastTo(sample, { ...event, type: 'Sample', ...older }));
    for (const one of upcasted) expect(one).toEqual({ ...event, type: 'Sample', version: 3, data: now });
    expect(sample.problems(now)).toEqual([]);
  });
});
