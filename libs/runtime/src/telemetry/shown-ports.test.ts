import { startTelemetry } from '@cauce/adapters/opentelemetry';
import { Collector } from '@cauce/adapters/opentelemetry/testing';
import { debt } from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import { noTelemetry, type Telemetry } from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemMonotonic } from '../clock/clocks.ts';
import { openTestCore, type TestCore } from '../testing/index.ts';
import { ageAfter } from './age.ts';
import { shownPorts } from './shown-ports.ts';

const traceparent = (n: number): string => `00-${`${n}`.repeat(32)}-${`${n}`.repeat(16)}-01`;

let collector: Collector;
let telemetry: Telemetry;
let rig: TestCore;
beforeEach(async () => {
  collector = await Collector.start();
  Object.assign(process.env, collector.env);
  telemetry = startTelemetry({ service: 'test', instance: 'one', tell: () => {} });
  rig = await openTestCore('2026-03-01T12:00:00.000Z', new SystemMonotonic(), telemetry);
});
afterEach(async () => {
  await rig.close();
  await telemetry.close();
  await collector.close();
});

/** A debt that is on the log, and a cause to do something about it. */
const owed = async () => {
  const someone = { debtorId: derivedId('test', 'debtor') };
  const terms = { obligation: 'A', minor: 100, dueDate: '2026-03-10' };
  const { debtId } = await rig.history.debt(await rig.history.book(), someone, terms);
  const id = derivedId('test', 'cause');
  return { debtId, cause: { actor: 'policy:test', causationId: id, correlationId: id } as const };
};

const lastAppend = async () => {
  await telemetry.close();
  return collector.spans.findLast(({ name }) => name === 'append debt');
};

describe('an append', () => {
  it('continues the trace of its events, which are those of the work under way', async () => {
    const { debtId, cause } = await owed();
    const within = await telemetry.span('work', { parent: traceparent(1) }, async () => {
      await rig.core.log.transact({ ...cause, trace: traceparent(2) }, (unit) =>
        unit.execute(debt, debtId, { kind: 'end', reason: 'recalled' }),
      );
      return telemetry.current();
    });
    const [ended] = await rig.events('PlacementEnded');
    expect(ended?.trace).toBe(within);
    const append = await lastAppend();
    expect(append).toMatchObject({
      traceId: '1'.repeat(32),
      attributes: {
        'db.operation.name': 'append',
        'db.operation.batch.size': 1,
        'db.collection.name': 'debt',
      },
    });
    expect(within).toContain(append?.parentSpanId);
  });

  it('continues what its cause does where no work is under way', async () => {
    const { debtId, cause } = await owed();
    await rig.core.log.transact({ ...cause, trace: traceparent(2) }, (unit) =>
      unit.execute(debt, debtId, { kind: 'end', reason: 'recalled' }),
    );
    expect((await rig.events('PlacementEnded'))[0]?.trace).toBe(traceparent(2));
  });

  it('of many traces is linked to each', async () => {
    const { debtId, cause } = await owed();
    const unit = rig.core.log.unit(cause);
    for (const [n, command] of [
      { kind: 'link', role: 'guarantor', partyId: derivedId('test', 'guarantor') },
      { kind: 'end', reason: 'recalled' },
    ].entries()) {
      await telemetry.span('line', { parent: traceparent(n + 1) }, () =>
        unit.execute(debt, debtId, command as Parameters<typeof debt.decide>[0]),
      );
    }
    await unit.commit();
    const append = await lastAppend();
    const lines = collector.spans.filter(({ name }) => name === 'line');
    expect(append?.links).toEqual(lines.map(({ spanId }) => spanId));
    expect(append?.parentSpanId).toBeNull();
  });
});

describe('a timer', () => {
  it('remembers the work that set it', async () => {
    const { dueIndex } = rig.core;
    const entry = { owner: 'gate', id: 'a', key: 'a', dueAt: '2026-03-01T11:00:00.000Z', revision: 0 };
    const within = await telemetry.span('work', {}, async () => {
      await dueIndex.set([entry]);
      return telemetry.current();
    });
    expect(await dueIndex.due('gate', entry.dueAt, 1)).toEqual([{ ...entry, trace: within }]);
    await dueIndex.set([{ ...entry, trace: 'of before' }]);
    expect(await dueIndex.due('gate', entry.dueAt, 1)).toEqual([{ ...entry, trace: 'of before' }]);
  });
});

describe('ports that nobody looks at', () => {
  it('are the very same', () => {
    const { store, dueIndex } = rig.core;
    const same = shownPorts({ store, dueIndex, telemetry: noTelemetry, system: 'sqlite' });
    expect([same.store === store, same.dueIndex === dueIndex]).toEqual([true, true]);
  });
});

describe('the age of what is to come', () => {
  it('is that of the oldest event after a position', async () => {
    await owed();
    rig.clock.moveTo(Temporal.Instant.from('2026-03-01T12:00:30.000Z'));
    expect(await ageAfter(rig.core, null)).toBe(30);
    expect(await ageAfter(rig.core, await rig.core.store.end())).toBe(0);
  });
});
