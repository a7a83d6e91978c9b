import { debt } from '@cauce/domain';
import { instantOfMs, openBox } from '@cauce/kernel';
import { SubjectErasedError, UnavailableError } from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openTestCore, type TestCore } from '../testing/index.ts';
import { causedBy } from './cause.ts';
import { EventLog } from './event-log.ts';
import { another, balance, cause, debtId, debtorId, hold, id, place, run } from './testing/debts.ts';

let rig: TestCore;
beforeEach(async () => {
  rig = await openTestCore();
});
afterEach(() => rig.close());

describe('the log', () => {
  it('gives the initial state of a stream that has no event', async () => {
    expect(await rig.core.log.load(debt, debtId)).toBeNull();
  });

  it('gives what was appended, to whoever appended it and to others', async () => {
    const { log } = rig.core;
    await run(log, place);
    await run(log, hold('one'));
    expect(await log.load(debt, debtId)).toMatchObject({ placement: 1, holds: [id('one')] });
    expect(await another(rig).load(debt, debtId)).toEqual(await log.load(debt, debtId));
  });

  it('sees what others append after it last looked', async () => {
    const { log } = rig.core;
    await run(log, place);
    await run(another(rig), hold('one'));
    expect(await log.load(debt, debtId)).toMatchObject({ holds: [id('one')] });
  });

  it('chains the events of a stream, each with the hash of the one before', async () => {
    await run(rig.core.log, place);
    await run(another(rig), hold('one'));
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

it('consults a stream for a while as it was when it was looked at, but for what it appends itself', async () => {
  let now = 0;
  const looks = { forMs: 200, monotonic: { ms: () => now } };
  const log = new EventLog(rig.core.store, rig.core.log.sealer, rig.clock, { looks });
  const holds = async () => (await log.consult(debt, debtId)).state?.holds;
  await run(log, place);
  expect(await holds()).toEqual([]);
  await run(another(rig), hold('one'));
  expect(await holds()).toEqual([]);
  now = 200;
  expect(await holds()).toEqual([id('one')]);
  await run(log, hold('two'));
  expect(await holds()).toEqual([id('one'), id('two')]);
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
    await run(another(rig), hold('two'));
    await run(log, hold('one'));
    expect(await log.load(debt, debtId)).toMatchObject({ holds: [id('two'), id('one')] });
  });

  it('is done again where it stages nothing and another has appended since', async () => {
    const { log } = rig.core;
    await run(log, place);
    await run(another(rig), hold('one'));
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
    await run(another(rig), hold('one'));
    const needsHold = (needed: string) =>
      log.transact(cause(needed), async (unit) => {
        const holds = (await unit.load(debt, debtId))?.holds ?? [];
        if (!holds.includes(id(needed))) throw new Error(`no hold ${needed}`);
      });
    await needsHold('one');
    await expect(needsHold('two')).rejects.toThrow('no hold two');
  });

  it('is not done again where a server is away: it was waited for already', async () => {
    const { log } = rig.core;
    await run(log, place);
    let tries = 0;
    const work = log.transact(cause('away'), async (unit) => {
      tries += 1;
      await unit.load(debt, debtId);
      throw new UnavailableError('the server', new Error('gone'));
    });
    await expect(work).rejects.toThrow(UnavailableError);
    expect(tries).toBe(1);
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
    expect(await another(rig).load(debt, debtId)).toMatchObject({ balance });
  });

  const at = { stream: `debt-${debtId}`, revision: 0 };

  it('open by their place in the log, which is read once', async () => {
    await placed();
    const read = jest.spyOn(rig.core.store, 'read');
    const log = another(rig);
    await log.load(debt, debtId);
    expect(await log.openAt(at)).toEqual(new Map([[debtorId, { obligation: 'OBLIGACION-1' }]]));
    expect(read.mock.calls.map(([stream]) => stream)).toEqual([at.stream]);
    expect(await another(rig).openAt(at)).toEqual(await log.openAt(at));
  });

  it('open again without another read where their stream was not folded', async () => {
    await placed();
    const read = jest.spyOn(rig.core.store, 'read');
    const log = another(rig);
    expect(await log.openAt(at)).toEqual(new Map([[debtorId, { obligation: 'OBLIGACION-1' }]]));
    expect(await log.openAt(at)).toEqual(new Map([[debtorId, { obligation: 'OBLIGACION-1' }]]));
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('are nothing in a place where nothing is', async () => {
    await placed();
    expect(await rig.core.log.openAt({ ...at, revision: 1 })).toEqual(new Map());
    expect(await rig.core.log.openAt({ ...at, stream: `debt-${id('other')}` })).toEqual(new Map());
  });

  it('of a person erased since their event was read do not open', async () => {
    await placed();
    await rig.core.log.load(debt, debtId);
    await rig.core.log.openAt(at);
    await rig.core.vault.destroy(debtorId, instantOfMs(0));
    expect(await rig.core.log.openAt(at)).toEqual(new Map([[debtorId, null]]));
  });

  it('of an erased person are not sealed again: nothing is written', async () => {
    await rig.core.vault.destroy(debtorId, instantOfMs(0));
    await expect(run(rig.core.log, place)).rejects.toThrow(SubjectErasedError);
    expect(await rig.events()).toEqual([]);
  });
});
