import { debt, type IntakeRow } from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import { type Cause, EventLog } from '@cauce/runtime';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Importer, type IncomingLine } from './importer.ts';
import { csvOf, debtRow, openRig, type Rig } from './testing/rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
  await rig.take(csvOf([debtRow()]));
});
afterEach(() => rig.close());

const importId = derivedId('import', 'payments');
const cause: Cause = { actor: 'policy:test', causationId: importId, correlationId: importId };

/** The same payment again and again, without a reference: only its place among equals tells one from the next. */
const payment: Extract<IntakeRow, { kind: 'payment' }> = {
  kind: 'payment',
  portfolio: { creditor: 'B', code: 'P' },
  obligation: 'O1',
  amount: 100,
  currency: 'COP',
  paidAt: '2026-02-20',
};
const lineAt = (line: number): IncomingLine => ({ line, rows: [payment], rejects: [] });
const BATCHES = [[2, 3], [4], [5, 6], [7]].map((lines) => lines.map(lineAt));

async function* inTurn<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** The store, where somebody else is first with a hold on the debt before some of the appends. */
const disturbed = (before: readonly number[]): EventStore => {
  const { store, log, ids } = rig.core;
  const creditorId = ids.creditor('B');
  const debtId = ids.debt(creditorId, 'P', 'O1');
  let appends = 0;
  const append: EventStore['append'] = async (all) => {
    const number = appends++;
    if (before.includes(number))
      await log.transact({ ...cause, causationId: derivedId('hold', number) }, (unit) =>
        unit.execute(debt, debtId, { kind: 'hold', holdId: derivedId('hold', number), reason: 'dispute' }),
      );
    return store.append(all);
  };
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'append') return append;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
};

const over = (store: EventStore): Importer => {
  const log = new EventLog(store, rig.core.log.sealer, rig.clock);
  return new Importer({ ...rig.core, store, log }, importId, cause);
};

describe('batches one after another', () => {
  it.each([[[]], [[0]], [[1]], [[3]], [[0, 1]], [[1, 2, 3]], [[0, 1, 2, 3, 4, 5, 6]]])(
    'are taken in order, each once, though others come before the appends %j',
    async (before) => {
      const lines: number[] = [];
      let events = 0;
      for await (const applied of over(disturbed(before)).applyAll(inTurn(BATCHES))) {
        lines.push(...applied.lines.map(({ line }) => line));
        events += applied.events;
      }
      expect(lines).toEqual([2, 3, 4, 5, 6, 7]);
      const received = await rig.events('PaymentReceived');
      const { ids } = rig.core;
      const debtId = ids.debt(ids.creditor('B'), 'P', 'O1');
      expect(received.map(({ data }) => (data as { paymentId: string }).paymentId)).toEqual(
        [0, 1, 2, 3, 4, 5].map((ordinal) => ids.payment(debtId, payment, ordinal)),
      );
      expect(events).toBe(6);
      expect(await rig.events('HoldPlaced')).toHaveLength(before.length);
    },
  );

  it('are given as far as they were appended when the file breaks off', async () => {
    const lines: number[] = [];
    const breaking = async function* () {
      yield* inTurn(BATCHES.slice(0, 2));
      throw new Error('the file broke off');
    };
    const taking = async () => {
      for await (const applied of over(rig.core.store).applyAll(breaking()))
        lines.push(...applied.lines.map(({ line }) => line));
    };
    await expect(taking()).rejects.toThrow('the file broke off');
    expect(lines).toEqual([2, 3, 4]);
    expect(await rig.events('PaymentReceived')).toHaveLength(3);
  });

  it('end with the error of an append that failed', async () => {
    const failing = new Proxy(rig.core.store, {
      get: (target, name) =>
        name === 'append'
          ? () => Promise.reject(new Error('no space'))
          : Reflect.get(target, name).bind?.(target),
    });
    const taking = async () => {
      for await (const applied of over(failing).applyAll(inTurn(BATCHES))) expect(applied).toBeUndefined();
    };
    await expect(taking()).rejects.toThrow('no space');
    expect(await rig.events('PaymentReceived')).toHaveLength(0);
  });
});
