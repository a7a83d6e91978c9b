import { HoldPlaced } from '@cauce/contracts';
import { type Debt, type DebtCommand, debt } from '@cauce/domain';
import type { EventStore } from '@cauce/ports';
import { verbatim } from '@cauce/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTestCore, type TestCore } from '../testing/index.ts';
import { EventLog } from './event-log.ts';
import { another, cause, debtId, debtorId, hold, id, place, run } from './testing/debts.ts';

let rig: TestCore;
beforeEach(async () => {
  rig = await openTestCore();
});
afterEach(() => rig.close());

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

  it('loses nothing where two ask for one stream at once', async () => {
    await run(rig.core.log, place);
    const unit = another(rig).unit(cause());
    const holds = ['one', 'two'].map((name) => unit.execute(debt, debtId, hold(name)));
    await Promise.all(holds);
    expect(await unit.commit()).toBe(true);
    expect(await rig.core.log.load(debt, debtId)).toMatchObject({ holds: [id('one'), id('two')] });
  });

  it('decides once where two decide at once, and keys are fetched in between', async () => {
    const unit = rig.core.log.unit(cause());
    const staged = await Promise.all([1, 2].map(() => unit.execute(debt, debtId, place)));
    expect(staged.filter((events) => events.length > 0)).toHaveLength(1);
    expect(await unit.commit()).toBe(true);
    expect(await rig.events('DebtPlaced')).toHaveLength(1);
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
    await run(another(rig), hold('two'));
    const before = await rig.events();
    expect(await unit.commit()).toBe(false);
    expect(await rig.events()).toEqual(before);
    expect(await rig.core.log.load(debt, debtId)).toMatchObject({ holds: [id('two')] });
    expect(await rig.core.log.load(debt, other)).toBeNull();
  });

  it('over a store that is not atomic looks again only at what it took from what was kept', async () => {
    await run(rig.core.log, place);
    const asked: string[] = [];
    const store: Pick<EventStore, 'append' | 'read'> & { readonly atomicAcrossStreams: boolean } = {
      atomicAcrossStreams: false,
      read: (stream, options) => rig.core.store.read(stream, options),
      append: (appends) => {
        asked.push(...appends.map(({ stream }) => stream));
        return rig.core.store.append(appends);
      },
    };
    const log = new EventLog(store as EventStore, rig.core.log.sealer, rig.clock);
    const other = (name: string) => ({ ...place, debtId: id(name) });
    for (const name of ['first', 'second'])
      await log.transact(cause(name), async (unit) => {
        await unit.load(debt, debtId);
        await unit.execute(debt, id(name), other(name));
      });
    expect(asked).toEqual([`debt-${id('first')}`, `debt-${debtId}`, `debt-${id('second')}`]);
  });

  it('is done again on the new facts', async () => {
    await run(rig.core.log, place);
    const seen: (readonly string[] | undefined)[] = [];
    await rig.core.log.transact(cause('late'), async (unit) => {
      const state = await unit.load(debt, debtId);
      seen.push(state?.holds);
      if (seen.length === 1) await run(another(rig), hold('two'));
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
      await run(another(rig), hold(`disturbance-${tries}`));
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
    await Promise.all(names.map((name) => run(another(rig), hold(name), debtId, cause(name))));
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
        const logs = [rig.core.log, another(rig), another(rig)];
        await run(rig.core.log, { ...place, debtId: of }, of);
        for (const [n, { by, name, lift }] of some.entries()) {
          const command: DebtCommand = lift ? { kind: 'lift-hold', holdId: id(`${name}`) } : hold(`${name}`);
          await run(logs[by] ?? rig.core.log, command, of, cause(`step-${n}`));
        }
        const fresh = await another(rig).load(debt, of);
        for (const log of logs) expect(await log.load(debt, of)).toEqual(fresh);
      }),
      { numRuns: 25 },
    );
  });
});
