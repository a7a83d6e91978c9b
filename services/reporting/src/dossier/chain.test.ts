import {
  type EncodedEvent,
  type EventEnvelope,
  encodeEvent,
  NO_HASH,
  type RecordedEvent,
} from '@cauce/contracts';
import type { EventStore } from '@cauce/ports';
import { describe, expect, it } from '@jest/globals';
import { proveChain } from './chain.ts';

const at = '2026-01-05T12:00:00.000Z';

const chained = (count: number): RecordedEvent[] => {
  const events: RecordedEvent[] = [];
  for (let revision = 0; revision < count; revision += 1) {
    const envelope: EventEnvelope = {
      id: `e${revision}`,
      stream: 's-1',
      revision,
      type: 'T',
      version: 1,
      data: { revision },
      sealed: [],
      recordedAt: at,
      effectiveAt: at,
      actor: 'policy:test',
      causationId: 'c',
      correlationId: 'c',
      prev: events.at(-1)?.hash ?? NO_HASH,
    };
    const encoded: EncodedEvent = encodeEvent(envelope);
    events.push({ ...envelope, hash: encoded.hash, position: String(revision) });
  }
  return events;
};

/** A log that holds just these events. */
const holding = (events: readonly RecordedEvent[]): Pick<EventStore, 'read'> => ({
  read: async (_stream, { from = 0, limit } = {}) => events.slice(from, limit && from + limit),
});

describe('the proof of a chain', () => {
  it('names the head of one that is whole, however long', async () => {
    const events = chained(2_001);
    const proof = await proveChain(holding(events), 's-1');
    expect(proof).toEqual({ stream: 's-1', events: 2_001, head: events.at(-1)?.hash, brokenAt: null });
  });

  it.each([
    ['altered', (e: RecordedEvent[]) => e.with(2, { ...(e[2] as RecordedEvent), data: { revision: 9 } }), 2],
    [
      'dated otherwise',
      (e: RecordedEvent[]) => e.with(1, { ...(e[1] as RecordedEvent), effectiveAt: '2026' }),
      1,
    ],
    ['missing', (e: RecordedEvent[]) => e.toSpliced(3, 1), 3],
    ['put first', (e: RecordedEvent[]) => e.toReversed(), 0],
  ])('names the first event that is %s', async (_how, tamper, place) => {
    const { brokenAt } = await proveChain(holding(tamper(chained(6))), 's-1');
    expect(brokenAt).toBe(place);
  });
});
