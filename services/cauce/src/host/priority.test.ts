import { MemoryGateway } from '@cauce/adapters/memory';
import { creditorPriority, PRIORITY } from '@cauce/domain';
import { derivedId, startOfDay, type Uuid } from '@cauce/kernel';
import { readPacks } from '@cauce/rule-packs';
import { openTestCore } from '@cauce/runtime/testing';
import { expect, it } from '@jest/globals';
import { Services } from './services.ts';

const sender = {
  agency: 'Agencia Cauce',
  address: 'cobranzas@cauce.example',
  optOut: 'mailto:baja@cauce.example',
};

interface Decided {
  readonly creditorId: Uuid;
  readonly decision: { readonly basis: { readonly streams: unknown; readonly facts: object } };
}

/**
 * One debtor's debts at three creditors, all due on one day: whom the gate judges in which order on the next day at
 * the hour of the strategy, when the creditors are in this order of priority.
 */
const judged = async (order: readonly number[]) => {
  const { core, clock, history, events, failures, close } = await openTestCore(
    startOfDay('2026-03-01', 'America/Bogota'),
  );
  const services = await Services.start(core, readPacks(), [
    { gateway: new MemoryGateway({ clock }), sender },
  ]);
  try {
    const someone = await history.debtor(1);
    const creditorIds: Uuid[] = [];
    for (const creditor of ['Banco Uno', 'Banco Dos', 'Banco Tres']) {
      const book = await history.book({ creditor });
      creditorIds.push(book.creditorId);
      await history.debt(book, someone, {
        obligation: creditor,
        minor: 10_000,
        dueDate: '2026-03-10',
        placedOn: '2026-03-09',
      });
    }
    const priority = order.map((at) => creditorIds[at] ?? '');
    const causationId = derivedId('test', 'priority');
    const cause = { actor: 'principal:manager', causationId, correlationId: causationId } as const;
    await core.log.transact(cause, (unit) =>
      unit.execute(creditorPriority, PRIORITY, { kind: 'prioritise', creditorIds: priority }),
    );
    await services.settle();
    for (let due = await core.dueIndex.next(); due !== null && due < '2026-03-12'; ) {
      clock.moveTo(Temporal.Instant.from(due));
      await services.settle();
      due = await core.dueIndex.next();
    }
    expect(failures).toEqual([]);
    const decided = (await events('ContactCleared', 'ContactDeferred', 'ContactRefused')).filter(
      ({ recordedAt }) => recordedAt === '2026-03-11T14:30:00.000Z',
    );
    return decided.map(({ type, data }) => {
      const { creditorId, decision } = data as Decided;
      return { type, creditor: creditorIds.indexOf(creditorId), basis: decision.basis };
    });
  } finally {
    await services.stop();
    await close();
  }
};

it.each([[[0, 1, 2]], [[2, 1, 0]], [[1, 2, 0]], [[2]]])(
  'contacts of one person planned for one instant are judged in the priority %j of their creditors',
  async (order) => {
    const decided = await judged(order);
    expect(decided).toHaveLength(3);
    expect(decided.map(({ creditor }) => creditor).slice(0, order.length)).toEqual(order);
    expect(decided.map(({ type }) => type)).toEqual(['ContactCleared', 'ContactDeferred', 'ContactDeferred']);
    expect(decided.map(({ basis }) => basis.facts)).toMatchObject(
      decided.map((_, at) => ({ creditorRank: Math.min(at, order.length) + 1 })),
    );
    expect(decided[0]?.basis.streams).toContainEqual({ stream: 'agency-priority', revision: 0 });
  },
);
