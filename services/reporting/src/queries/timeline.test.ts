import { PaymentReceived, type RecordedEvent } from '@cauce/contracts';
import { derivedId, instantOfMs } from '@cauce/kernel';
import type { Owed } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openRig } from '../testing/rig.ts';

const START = Date.parse('2026-01-05T12:00:00Z');
const HOUR = 3_600_000;

/** An event of one of two debts of one of two debtors, learned some hours on and true since some hours before. */
const happening = fc.record({
  debt: fc.integer({ min: 0, max: 3 }),
  waited: fc.integer({ min: 0, max: 30 }),
  late: fc.option(fc.integer({ min: 0, max: 80 })),
});

const question = fc.record({
  debtor: fc.integer({ min: 0, max: 1 }),
  asOf: fc.option(fc.integer({ min: -90, max: 400 })),
  knownAt: fc.option(fc.integer({ min: 0, max: 400 })),
  limit: fc.integer({ min: 1, max: 20 }),
});

const instantAfter = (hours: number | null) =>
  hours === null ? undefined : instantOfMs(START + hours * HOUR);

/** What the design says, written down without thinking of speed. */
const naive = (
  events: readonly RecordedEvent[],
  debtorId: string,
  asOf?: string,
  knownAt?: string,
): string[] => {
  const order = (e: RecordedEvent) => [e.effectiveAt, e.recordedAt, e.position].join(' ');
  return events
    .filter(({ data }) => (data as { debtorId?: string }).debtorId === debtorId)
    .filter(({ effectiveAt }) => asOf === undefined || effectiveAt <= asOf)
    .filter(({ recordedAt }) => knownAt === undefined || recordedAt <= knownAt)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map(({ stream, revision }) => `${stream}@${revision}`);
};

const historyOf = async (happenings: readonly { debt: number; waited: number; late: number | null }[]) => {
  const rig = await openRig();
  const { store, reporting, history } = rig;
  const book = await history.book();
  const people = [await history.debtor(1), await history.debtor(2)];
  const debts: Owed[] = [];
  for (let n = 0; n < 4; n += 1) {
    const person = people[n % 2] ?? people[0];
    if (person)
      debts.push(
        await history.debt(book, person, { obligation: `O-${n}`, minor: 900_000, dueDate: '2026-01-02' }),
      );
  }
  let now = START;
  for (const [n, { debt, waited, late }] of happenings.entries()) {
    now += waited * HOUR;
    history.at(instantOfMs(now));
    const { debtId, debtorId } = debts[debt] as Owed;
    const event = PaymentReceived.make(
      {
        debtId,
        debtorId,
        paymentId: derivedId('payment', n),
        amount: 1,
        allocation: { principal: 1, interest: 0, fees: 0, tax: 0 },
        excess: 0,
      },
      late === null ? {} : { effectiveAt: instantOfMs(now - late * HOUR) },
    );
    await history.append('debt', debtId, event);
  }
  await reporting.caughtUp();
  const { events } = await store.readAll({ after: null, limit: 10_000 });
  return { reporting, events, people, close: rig.close };
};

describe('a timeline', () => {
  it('equals a naive fold of the log, for any as-of, known-at and size of page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { maxLength: 60 }),
        fc.array(question, { minLength: 20, maxLength: 20 }),
        async (happenings, questions) => {
          const { reporting, events, people, close } = await historyOf(happenings);
          for (const { debtor, limit, ...times } of questions) {
            const debtorId = people[debtor]?.debtorId ?? '';
            const [asOf, knownAt] = [instantAfter(times.asOf), instantAfter(times.knownAt)];
            const asked = { limit, ...(asOf ? { asOf } : {}), ...(knownAt ? { knownAt } : {}) };
            const found: string[] = [];
            for (let after: string | null = null; ; ) {
              const page = await reporting.timeline(debtorId, { ...asked, after });
              found.push(...page.entries.map(({ stream, revision }) => `${stream}@${revision}`));
              after = page.next;
              if (after === null) break;
            }
            expect(found).toEqual(naive(events, debtorId, asOf, knownAt));
          }
          await close();
        },
      ),
      { numRuns: 50 },
    );
  });
});
