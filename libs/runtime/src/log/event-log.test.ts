import { HoldPlaced } from '@cauce/contracts';
import { type Debt, type DebtCommand, debt } from '@cauce/domain';
import { derivedId, instantOfMs, openBox } from '@cauce/kernel';
import { SubjectErasedError } from '@cauce/ports';
import { verbatim } from '@cauce/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTestCore, type TestCore } from '../testing/index.ts';
import { type Cause, causedBy } from './cause.ts';
import { EventLog } from './event-log.ts';

const id = (name: string) => derivedId('test', name);
const debtId = id('debt');
const debtorId = id('debtor');
const cause = (name = 'cause'): Cause => ({
  actor: 'policy:test',
  causationId: id(name),
  correlationId: id('story'),
});
const balance = { principal: 10_000, interest: 0, fees: 0, tax: 0 };
const place: DebtCommand = {
  kind: 'state',
  debtId,
  debtorId,
  creditorId: id('creditor'),
  portfolioId: id('portfolio'),
  currency: 'COP',
  placedOn: '2026-03-01',
  stated: {
    dueDate: '2026-03-10',
    plannedRecall: null,
    product: null,
    balance,
    balanceAsOf: '2026-03-01',
    digest: 'd',
  },
  references: { obligation: 'OBLIGACION-1' },
  effectiveAt: '2026-03-01T05:00:00.000Z',
};
const hold = (name: string): DebtCommand => ({ kind: 'hold', holdId: id(name), reason: 'dispute' });

let rig: TestCore;
beforeEach(async () => {
  rig = await openTestCore();
});
afterEach(() => rig.close());

/** Another process over the same store. */
const another = (): EventLog => new EventLog(rig.core.store, rig.core.log.sealer, rig.clock);
const run = (log: EventLog, command: DebtCommand, of = debtId, why = cause()) =>
  log.transact(why, (unit) => unit.execute(debt, of, command));

describe('the log', () => {
  it('gives the initial state of a stream that has no event', async () => {
    expect(await rig.core.log.load(debt, debtId)).toBeNull();
  });

  it('gives what was appended, to whoever appended it and to others', async () => {
    const { log } = rig.core;
    await run(log, place);
    await run(log, hold('one'));
    expect(await log.load(debt, debtId)).toMatchObject({ placement: 1, holds: [id('one')] });
    expect(await another().load(debt, debtId)).toEqual(await log.load(debt, debtId));
  });

  it('sees what others append after it last looked', async () => {
    const { log } = rig.core;
    await run(log, place);
    await run(another(), hold('one'));
    expect(await log.load(debt, debtId)).toMatchObject({ holds: [id('one')] });
  });

  it('chains the events of a stream, each with the hash of the one before', async () => {
    await run(rig.core.log, place);
    await run(another(), hold('one'));
    await run(rig.core.log, hold('two'));
    const events = await rig.core.store.read(`debt-${debtId}`);
    expect(events.map(({ prev }) => prev)).toEqual([
      '0'.repeat(64),
      ...events.slice(0, -1).map(({ hash }) => hash),
    ]);
  });

  it('never records an event before an earlier one of its stream, though the clock went back', async () => {
    let now = '2026-03-05T10:00:00.000Z';
    const clock = { now: () => Temporal.Instant.from(now) };
    const log = new EventLog(rig.core.store, rig.core.log.sealer, clock);
    await run(log, place);
    now = '2026-03-05T09:00:00.000Z';
    await run(log, hold('one'));
    now = '2026-03-05T11:00:00.000Z';
    await run(log, hold('two'));
    const events = await rig.core.store.read(`debt-${debtId}`);
    expect(events.map(({ recordedAt }) => recordedAt.slice(11, 13))).toEqual(['10', '10', '11']);
    expect(events.map(({ effectiveAt }) => effectiveAt)).toEqual([
      '2026-03-01T05:00:00.000Z',
      events[1]?.recordedAt,
      events[2]?.recordedAt,
    ]);
  });

  it('derives the ids of events from their cause: the same again, others for another cause', async () => {
    const second = await openTestCore();
    await run(rig.core.log, place);
    await run(second.core.log, place);
    const [first] = await rig.events();
    const [again] = await second.events();
    expect(again?.id).toBe(first?.id);
    await second.close();
    const third = await openTestCore();
    await run(third.core.log, place, debtId, cause('other'));
    expect((await third.events())[0]?.id).not.toBe(first?.id);
    await third.close();
  });

  it('passes on who caused what within which story', async () => {
    await run(rig.core.log, place, debtId, { ...cause(), trace: '00-a-b-01' });
    const [event] = await rig.events();
    if (!event) throw new Error('nothing was appended');
    expect(causedBy(event, 'segmentation')).toEqual({
      actor: 'policy:segmentation',
      causationId: event.id,
      correlationId: id('story'),
      trace: '00-a-b-01',
    });
  });
});

describe('work on what is kept of a stream', () => {
  /** How often the store was asked for a stream. */
  const reads = () => {
    const { store } = rig.core;
    const asked: string[] = [];
    const read = store.read.bind(store);
    store.read = (stream, options) => {
      asked.push(stream);
      return read(stream, options);
    };
    return asked;
  };

  it('is appended without reading the stream again', async () => {
    const { log } = rig.core;
    await run(log, place);
    const asked = reads();
    await run(log, hold('one'));
    expect(asked).toEqual([]);
    expect(await log.load(debt, debtId)).toMatchObject({ holds: [id('one')] });
  });

  it('is done again where another has appended since', async () => {
    const { log } = rig.core;
    await run(log, place);
    await run(another(), hold('two'));
    await run(log, hold('one'));
    expect(await log.load(debt, debtId)).toMatchObject({ holds: [id('two'), id('one')] });
  });

  it('is done again where it stages nothing and another has appended since', async () => {
    const { log } = rig.core;
    await run(log, place);
    await run(another(), hold('one'));
    const seen = await log.transact(cause('look'), async (unit) => (await unit.load(debt, debtId))?.holds);
    expect(seen).toEqual([id('one')]);
  });

  it('is done once where it stages nothing and nobody has appended since', async () => {
    const { log } = rig.core;
    await run(log, place);
    let tries = 0;
    await log.transact(cause('look'), async (unit) => {
      tries += 1;
      await unit.load(debt, debtId);
    });
    expect(tries).toBe(1);
  });

  it('is done again where it fails on it, and fails where what is read is no better', async () => {
    const { log } = rig.core;
    await run(log, place);
    await run(another(), hold('one'));
    const needsHold = (needed: string) =>
      log.transact(cause(needed), async (unit) => {
        const holds = (await unit.load(debt, debtId))?.holds ?? [];
        if (!holds.includes(id(needed))) throw new Error(`no hold ${needed}`);
      });
    await needsHold('one');
    await expect(needsHold('two')).rejects.toThrow('no hold two');
  });
});

describe('a unit of work', () => {
  it('sees what it staged, and nobody else does before it is appended', async () => {
    const unit = rig.core.log.unit(cause());
    await unit.execute(debt, debtId, place);
    await unit.execute(debt, debtId, hold('one'));
    expect(await unit.load(debt, debtId)).toMatchObject({ holds: [id('one')] });
    expect((await unit.head(debt, debtId)).revision).toBe(1);
    expect(unit.size).toBe(2);
    expect(await rig.events()).toEqual([]);
    expect(await unit.commit()).toBe(true);
    expect((await rig.core.store.readAll({ after: null, limit: 10 })).events).toHaveLength(2);
  });

  it('with nothing staged appends nothing', async () => {
    const unit = rig.core.log.unit(cause());
    await unit.execute(debt, debtId, hold('one'));
    expect(await unit.commit()).toBe(true);
  });

  it.each([
    ['decided on', true],
    ['only looked at', false],
  ])('writes nothing at all when a stream that it %s has moved', async (_how, decides) => {
    const other = id('other');
    await run(rig.core.log, place);
    const unit = rig.core.log.unit(cause('late'));
    if (decides) await unit.execute(debt, debtId, hold('one'));
    else await unit.load(debt, debtId);
    await unit.execute(debt, other, { ...place, debtId: other });
    await run(another(), hold('two'));
    const before = await rig.events();
    expect(await unit.commit()).toBe(false);
    expect(await rig.events()).toEqual(before);
    expect(await rig.core.log.load(debt, debtId)).toMatchObject({ holds: [id('two')] });
    expect(await rig.core.log.load(debt, other)).toBeNull();
  });

  it('is done again on the new facts', async () => {
    await run(rig.core.log, place);
    const seen: (readonly string[] | undefined)[] = [];
    await rig.core.log.transact(cause('late'), async (unit) => {
      const state = await unit.load(debt, debtId);
      seen.push(state?.holds);
      if (seen.length === 1) await run(another(), hold('two'));
      await unit.execute(debt, debtId, hold('one'));
    });
    expect(seen).toEqual([[], [id('two')]]);
    expect(await rig.core.log.load(debt, debtId)).toMatchObject({ holds: [id('two'), id('one')] });
    expect(await rig.events('HoldPlaced')).toHaveLength(2);
  });

  it('gives up when the facts never stand still, and says so', async () => {
    await run(rig.core.log, place);
    let tries = 0;
    const work = rig.core.log.transact(cause('late'), async (unit) => {
      tries += 1;
      await unit.load(debt, debtId);
      await run(another(), hold(`disturbance-${tries}`));
      await unit.execute(debt, debtId, hold('one'));
    });
    await expect(work).rejects.toThrow('gave up after 100 tries');
    expect(tries).toBe(100);
  });

  it('refuses an event that does not fit its schema, or is of no known type', async () => {
    const bad = { ...HoldPlaced.make({ debtId, debtorId, holdId: 'short' }) };
    const stage = (event: typeof bad | { type: string; data: unknown }) =>
      rig.core.log.transact(cause(), (unit) => unit.execute(verbatim('debt'), debtId, [event]));
    await expect(stage(bad)).rejects.toThrow(/HoldPlaced.*holdId/);
    await expect(stage({ type: 'NeverHeardOf', data: {} })).rejects.toThrow('NeverHeardOf');
    expect(await rig.events()).toEqual([]);
  });

  it('loses no decision when many work on one stream at once', async () => {
    await run(rig.core.log, place);
    const names = Array.from({ length: 8 }, (_, n) => `hold-${n}`);
    await Promise.all(names.map((name) => run(another(), hold(name), debtId, cause(name))));
    const state = (await rig.core.log.load(debt, debtId)) as Debt;
    expect(new Set(state.holds)).toEqual(new Set(names.map(id)));
    expect(await rig.events('HoldPlaced')).toHaveLength(8);
  });

  it('gives the same state from what it keeps as from the whole stream, whoever appends', async () => {
    const steps = fc.array(fc.record({ by: fc.nat(2), name: fc.nat(5), lift: fc.boolean() }), {
      maxLength: 15,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.uuid(), async (some, of) => {
        const logs = [rig.core.log, another(), another()];
        await run(rig.core.log, { ...place, debtId: of }, of);
        for (const [n, { by, name, lift }] of some.entries()) {
          const command: DebtCommand = lift ? { kind: 'lift-hold', holdId: id(`${name}`) } : hold(`${name}`);
          await run(logs[by] ?? rig.core.log, command, of, cause(`step-${n}`));
        }
        const fresh = await another().load(debt, of);
        for (const log of logs) expect(await log.load(debt, of)).toEqual(fresh);
      }),
      { numRuns: 25 },
    );
  });
});

describe('personal fields', () => {
  const placed = async () => {
    await run(rig.core.log, place);
    const [event] = await rig.core.store.read(`debt-${debtId}`);
    if (!event) throw new Error('nothing was appended');
    return event;
  };

  it('are sealed in the log and open again', async () => {
    const event = await placed();
    expect(JSON.stringify(event)).not.toContain('OBLIGACION-1');
    const opened = await rig.core.log.sealer.open(event);
    expect(opened).toEqual(new Map([[debtorId, { obligation: 'OBLIGACION-1' }]]));
  });

  it('do not open in another place', async () => {
    const event = await placed();
    const { sealer } = rig.core.log;
    await expect(sealer.open({ ...event, revision: 1 })).rejects.toThrow();
    await expect(sealer.open({ ...event, stream: `debt-${id('other')}` })).rejects.toThrow();
    const [box] = event.sealed;
    const key = box && (await rig.core.vault.find(box.subject, box.keyId));
    expect(() => openBox(key?.key ?? new Uint8Array(32), 'elsewhere', box?.box ?? '')).toThrow();
  });

  it('of an erased person are nothing, and the rest of the event stays', async () => {
    const event = await placed();
    await rig.core.vault.destroy(debtorId, instantOfMs(0));
    expect(await rig.core.log.sealer.open(event)).toEqual(new Map([[debtorId, null]]));
    expect(await another().load(debt, debtId)).toMatchObject({ balance });
  });

  it('of an erased person are not sealed again: nothing is written', async () => {
    await rig.core.vault.destroy(debtorId, instantOfMs(0));
    await expect(run(rig.core.log, place)).rejects.toThrow(SubjectErasedError);
    expect(await rig.events()).toEqual([]);
  });
});
