import { sha256, type Uuid } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeEvent, type EventEnvelope, encodeEvent, NO_HASH } from './envelope.ts';
import { outgoingOf, recordedBytes, routeOf } from './outgoing.ts';

const ID = '0190b3a0-0000-7000-8000-000000000001' as Uuid;

const envelope = (stream: string, type: string, data: unknown, trace?: string): EventEnvelope => ({
  id: ID,
  stream,
  revision: 3,
  type,
  version: 1,
  data,
  sealed: [],
  recordedAt: '2026-01-01T00:00:00.000Z',
  effectiveAt: '2026-01-01T00:00:00.000Z',
  actor: 'policy:sample',
  causationId: ID,
  correlationId: ID,
  ...(trace ? { trace } : {}),
  prev: NO_HASH,
});

describe('an event on its way', () => {
  it('has the bytes of the recorded event, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        (data, stream, position) => {
          const { bytes } = encodeEvent(envelope(stream, 'SampleNoted', data));
          const recorded = decodeEvent(bytes, position, sha256(bytes));
          expect(recordedBytes(bytes, position, sha256(bytes))).toEqual(outgoingOf(recorded).bytes);
        },
      ),
    );
  });

  it('goes by the key of its debtor, and by a channel and a trace where it has them', () => {
    expect(routeOf(envelope('debt-a', 'DebtPlaced', { debtorId: 'ana' }))).toEqual({ id: ID, key: 'ana' });
    expect(routeOf(envelope('debt-a', 'ContactCleared', { debtorId: 'ana', channel: 'sms' }, 't'))).toEqual({
      id: ID,
      key: 'ana',
      channel: 'sms',
      trace: 't',
    });
  });
});
