import type { RecordedEvent } from '@cauce/contracts';
import { erasure } from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import { SampleStreams } from '@cauce/ports/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestCore, type TestCore } from '../testing/index.ts';
import { LogLedger } from './log-ledger.ts';

let rig: TestCore;
beforeEach(async () => {
  rig = await openTestCore();
});
afterEach(() => rig.close());

/** The ledger of a log in which somebody has changed something. */
const over = (change: (events: readonly RecordedEvent[]) => readonly RecordedEvent[]): LogLedger => {
  const { store, log } = rig.core;
  const changed: typeof store = Object.create(store);
  changed.readAll = async (options) => {
    const page = await store.readAll(options);
    return { ...page, events: change(page.events) };
  };
  return new LogLedger(changed, log);
};

describe('the ledger of the log', () => {
  beforeEach(async () => {
    const streams = new SampleStreams();
    for (const stream of ['debt-a', 'debt-b', 'debt-a'])
      await rig.core.store.append([streams.next(stream, 2)]);
  });

  it('finds a log whole, and says how much it read', async () => {
    const told: number[] = [];
    const ledger = over((events) => events);
    expect(await ledger.verify((events) => told.push(events))).toMatchObject({
      streams: 2,
      events: 6,
      ok: true,
    });
    expect(told).toEqual([6]);
  });

  it.each([
    [
      'altered',
      'altered',
      2,
      (events: readonly RecordedEvent[]) =>
        events.map((one, n) => (n === 1 ? { ...one, hash: 'f'.repeat(64) } : one)),
    ],
    ['taken out', 'missing', 2, (events: readonly RecordedEvent[]) => events.toSpliced(1, 1)],
    [
      'put in twice',
      'inserted',
      1,
      (events: readonly RecordedEvent[]) => events.flatMap((one, n) => (n === 1 ? [one, one] : [one])),
    ],
  ] as const)(
    'names the first event that does not follow where one was %s',
    async (_how, kind, revision, change) => {
      const report = await over(change).verify();
      expect(report).toMatchObject({ ok: false, firstBad: { stream: 'debt-a', revision, kind } });
    },
  );

  it.each([
    ['a cut-off tail', (events: readonly RecordedEvent[]) => events.slice(0, -1)],
    [
      'a stream that is missing whole',
      (events: readonly RecordedEvent[]) => events.filter(({ stream }) => stream !== 'debt-b'),
    ],
  ])('shows %s by a head that was kept elsewhere', async (_what, change) => {
    const { head = '' } = await over((events) => events).verify();
    expect(await over(change).verify()).toMatchObject({ ok: true });
    expect(await over(change).verify(undefined, head)).toMatchObject({ ok: false, headHolds: false });
  });
});

describe('the journal of erasures', () => {
  const subject = derivedId('test', 'somebody');
  const at = '2026-03-01T12:00:00.000Z';

  it('is what was decided on the log', async () => {
    const { log } = rig.core;
    const ledger = over((events) => events);
    await expect(ledger.note({ kind: 'erasure', subject, at })).rejects.toThrow('no erasure');
    const cause = { actor: 'principal:one', causationId: subject, correlationId: subject } as const;
    const request = { kind: 'request', debtorId: subject, reason: null, because: [] } as const;
    await log.transact(cause, (unit) => unit.execute(erasure, subject, request));
    await ledger.note({ kind: 'erasure', subject, at });
    expect(await ledger.notes()).toEqual([{ kind: 'erasure', subject, at }]);
    await log.transact(cause, (unit) =>
      unit.execute(erasure, subject, { kind: 'complete', debtorId: subject }),
    );
    expect(await ledger.notes()).toHaveLength(1);
  });
});
