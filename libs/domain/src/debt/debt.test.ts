import {
  DebtRestated,
  HoldLifted,
  HoldPlaced,
  PartyLinked,
  PaymentReceived,
  PlacementEnded,
} from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { creditorId, debtorId, debtPlaced, idOf, portfolioId, stated } from '../testing/samples.ts';
import { NO_BALANCE, totalOf } from './balance.ts';
import { debt } from './debt.ts';
import type { DebtCommand } from './decide.ts';
import { isWorkable, type Stated } from './state.ts';

const debtId = idOf('debt');
const effectiveAt = '2026-03-01T05:00:00.000Z';
const paidAt = '2026-03-12T05:00:00.000Z';
const references = { obligation: 'OBL-1', debtorReference: 'CLI-1' };
const personal = [{ subject: debtorId, fields: references }];

const row = (told: Partial<Stated> = {}): DebtCommand => ({
  kind: 'state',
  debtId,
  debtorId,
  creditorId,
  portfolioId,
  currency: 'COP',
  placedOn: '2026-03-01',
  stated: { ...stated, ...told },
  references,
  effectiveAt,
});
const pay = (amount: number, name = 'payment', reference: string | null = null): DebtCommand => ({
  kind: 'pay',
  paymentId: idOf(name),
  amount,
  reference,
  effectiveAt: paidAt,
});
const received = (minor: Partial<typeof NO_BALANCE>, excess = 0, name = 'payment') => {
  const allocation = { ...NO_BALANCE, ...minor };
  const amount = totalOf(allocation) + excess;
  return PaymentReceived.make(
    { debtId, debtorId, paymentId: idOf(name), amount, allocation, excess },
    { effectiveAt: paidAt },
  );
};
const ended = (reason: 'paid' | 'recalled' | 'withdrawn', placement = 1) => ({
  debtId,
  debtorId,
  placement,
  reason,
});
const holdPlaced = (holdId: string) =>
  HoldPlaced.make(
    { debtId, debtorId, holdId },
    { personal: [{ subject: debtorId, fields: { reason: 'dispute' } }] },
  );
const paid = PlacementEnded.make(ended('paid'), { effectiveAt: paidAt });
const recalled = PlacementEnded.make(ended('recalled'));

describe('what a file says of a debt', () => {
  it('places it the first time, true from the placement on', () => {
    const { type, data } = debtPlaced();
    given(debt).when(row()).gives({ type, data, effectiveAt, personal });
  });

  it('changes nothing when it is the same', () => {
    given(debt, debtPlaced()).when(row()).changesNothing();
  });

  it.each([
    ['due date', { dueDate: '2026-04-10' }],
    ['planned recall', { plannedRecall: '2026-06-30' }],
    ['product', { product: null }],
    ['balance', { balance: { ...NO_BALANCE, principal: 9_000, fees: 500 } }],
    ['two things', { balanceAsOf: '2026-03-05', product: 'Libranza' }],
  ])('adds only its change: %s', (_what, changes) => {
    const after = given(debt, debtPlaced())
      .when(row(changes))
      .gives(DebtRestated.make({ debtId, debtorId, changes }));
    expect(after.state).toMatchObject({ stated: { ...stated, ...changes }, placement: 1 });
    after.when(row(changes)).changesNothing();
  });

  it('seals changed references, and finds them there', () => {
    const after = given(debt, debtPlaced())
      .when(row({ digest: 'references-2' }))
      .gives(DebtRestated.make({ debtId, debtorId, changes: { digest: 'references-2' } }, { personal }));
    expect(after.state?.references).toEqual({ stream: 'debt-given', revision: 1 });
  });

  it('ends the placement as paid when nothing is owed any more', () => {
    given(debt, debtPlaced())
      .when(row({ balance: NO_BALANCE }))
      .gives(
        DebtRestated.make({ debtId, debtorId, changes: { balance: NO_BALANCE } }),
        PlacementEnded.make(ended('paid')),
      );
  });

  it('does not bring back what a payment took away, when the file is the old one', () => {
    given(debt, debtPlaced(), received({ principal: 4_000 }))
      .when(row())
      .changesNothing();
    given(debt, debtPlaced(), received({ principal: 10_000 }), paid)
      .when(row())
      .changesNothing();
  });

  it('places an ended debt again when it says something new and something is owed', () => {
    const again = { balance: { ...NO_BALANCE, principal: 2_000 } };
    const history = given(debt, debtPlaced(), recalled);
    const { type, data } = debtPlaced('debt', { ...again, placement: 2 });
    const after = history.when(row(again)).gives({ type, data, effectiveAt, personal });
    expect(after.state).toMatchObject({ ended: null, placement: 2, balance: again.balance });
    history.when(row({ balance: NO_BALANCE })).changesNothing();
    history.when(row()).changesNothing();
    history.when(row({ product: 'another' })).changesNothing();
  });

  it('places it again when it is placed on a later day, or was only missing from a snapshot', () => {
    const placedAgain = { type: 'DebtPlaced', data: expect.objectContaining({ placement: 2 }) };
    const later = { ...row(), placedOn: '2027-01-01' };
    expect(given(debt, debtPlaced(), recalled).when(later).events).toMatchObject([placedAgain]);
    const withdrawn = PlacementEnded.make(ended('withdrawn'));
    expect(given(debt, debtPlaced(), withdrawn).when(row()).events).toMatchObject([placedAgain]);
  });

  it('keeps payments, holds and parties over a new placement', () => {
    const hold = holdPlaced(idOf('hold'));
    const { state } = given(debt, debtPlaced(), received({ principal: 1 }), hold, recalled, debtPlaced());
    expect(state).toMatchObject({ payments: [idOf('payment')], holds: [idOf('hold')] });
  });
});

describe('a payment', () => {
  const balance = { principal: 10_000, interest: 300, fees: 200, tax: 100 };

  it.each([
    ['tax first', 50, { tax: 50 }],
    ['then fees', 250, { tax: 100, fees: 150 }],
    ['then interest', 400, { tax: 100, fees: 200, interest: 100 }],
    ['then principal', 1_600, { tax: 100, fees: 200, interest: 300, principal: 1_000 }],
  ])('pays %s', (_order, amount, allocation) => {
    const after = given(debt, debtPlaced('debt', { balance })).when(pay(amount)).gives(received(allocation));
    expect(after.state && totalOf(after.state.balance)).toBe(totalOf(balance) - amount);
  });

  it('seals its reference', () => {
    const [event] = given(debt, debtPlaced()).when(pay(1, 'payment', 'REF-9')).events;
    expect(event?.personal).toEqual([{ subject: debtorId, fields: { reference: 'REF-9' } }]);
    expect(JSON.stringify(event?.data)).not.toContain('REF-9');
  });

  it('ends the placement when it settles the debt, at the instant it was made', () => {
    given(debt, debtPlaced())
      .when(pay(10_000))
      .gives(received({ principal: 10_000 }), paid);
  });

  it('leaves over what was not owed', () => {
    given(debt, debtPlaced())
      .when(pay(10_050))
      .gives(received({ principal: 10_000 }, 50), paid);
  });

  it('counts once', () => {
    given(debt, debtPlaced(), received({ principal: 4_000 }))
      .when(pay(4_000))
      .changesNothing();
    given(debt, debtPlaced(), received({ principal: 10_000 }), paid)
      .when(pay(10_000))
      .changesNothing();
  });

  it('is kept, and ends nothing again, after the placement ended', () => {
    given(debt, debtPlaced(), recalled)
      .when(pay(10_000))
      .gives(received({ principal: 10_000 }));
  });

  it('of a debt nobody knows changes nothing', () => {
    given(debt).when(pay(1)).changesNothing();
  });

  it('in parts, in any order and however often repeated, adds up and ends the placement at most once', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 8 });
    const told = parts.chain((amounts) => {
      const named = amounts.map((amount, n) => ({ amount, name: `part-${n}` }));
      return fc
        .shuffledSubarray([...named, ...named], { minLength: named.length })
        .map((some) => [...some, ...named]);
    });
    fc.assert(
      fc.property(told, (payments) => {
        const amounts = new Map(payments.map(({ name, amount }) => [name, amount]));
        const sum = [...amounts.values()].reduce((a, b) => a + b, 0);
        let now = given(debt, debtPlaced('debt', { balance }));
        const events = payments.flatMap(({ amount, name }) => {
          const decided = now.when(pay(amount, name));
          now = decided.after;
          return decided.events;
        });
        const owed = totalOf(balance);
        expect(now.state && totalOf(now.state.balance)).toBe(Math.max(0, owed - sum));
        expect(events.filter(({ type }) => type === 'PaymentReceived')).toHaveLength(amounts.size);
        expect(events.filter(({ type }) => type === 'PlacementEnded')).toHaveLength(sum >= owed ? 1 : 0);
      }),
    );
  });
});

describe('recall and withdrawal', () => {
  it.each(['recalled', 'withdrawn'] as const)('end the placement as %s, once', (reason) => {
    const after = given(debt, debtPlaced())
      .when({ kind: 'end', reason })
      .gives(PlacementEnded.make(ended(reason)));
    expect(isWorkable(after.state)).toBe(false);
    after.when({ kind: 'end', reason }).changesNothing();
  });

  it('leave a paid debt paid', () => {
    given(debt, debtPlaced(), paid).when({ kind: 'end', reason: 'withdrawn' }).changesNothing();
  });
});

describe('holds', () => {
  const holdId = idOf('hold');
  const hold = { kind: 'hold', holdId, reason: 'dispute' } as const;
  const lift = { kind: 'lift-hold', holdId } as const;

  it('stop the work on a debt until the last one is lifted', () => {
    const other = idOf('other');
    const held = given(debt, debtPlaced())
      .when(hold)
      .gives(holdPlaced(holdId))
      .when({ ...hold, holdId: other })
      .gives(holdPlaced(other));
    expect(isWorkable(held.state)).toBe(false);
    const half = held.when(lift).gives(HoldLifted.make({ debtId, debtorId, holdId }));
    expect(isWorkable(half.state)).toBe(false);
    expect(isWorkable(half.when({ ...lift, holdId: other }).after.state)).toBe(true);
  });

  it('are placed once and lifted once', () => {
    given(debt, debtPlaced()).when(hold).after.when(hold).changesNothing();
    given(debt, debtPlaced()).when(lift).changesNothing();
  });
});

describe('parties', () => {
  it('are linked once in each role', () => {
    const link = { kind: 'link', role: 'guarantor', partyId: idOf('aunt') } as const;
    const { kind: _, ...data } = link;
    const after = given(debt, debtPlaced())
      .when(link)
      .gives(PartyLinked.make({ debtId, debtorId, ...data }));
    after.when(link).changesNothing();
    expect(after.when({ ...link, role: 'reference' }).events).toHaveLength(1);
  });
});

describe('the fold', () => {
  const events = [
    debtPlaced(),
    DebtRestated.make({ debtId, debtorId, changes: { product: null } }),
    received({ principal: 1_000 }),
    paid,
    recalled,
    holdPlaced(idOf('hold')),
    HoldLifted.make({ debtId, debtorId, holdId: idOf('hold') }),
    PartyLinked.make({ debtId, debtorId, role: 'guarantor', partyId: idOf('aunt') }),
  ];

  it('is total: events in any order leave a debt, or none before its placement', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 20 }), (some) => {
        const { state } = given(debt, ...some);
        expect(state === null).toBe(!some.some(({ type }) => type === 'DebtPlaced'));
      }),
    );
  });
});
