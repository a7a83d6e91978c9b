import { MemoryGateway } from '@cauce/adapters/memory';
import { type InstantText, startOfDay } from '@cauce/kernel';
import { readPacks } from '@cauce/rule-packs';
import { manyTurns, openTestCore } from '@cauce/runtime/testing';
import type { Book, Someone } from '@cauce/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Services } from './services.ts';

const sender = {
  agency: 'Agencia Cauce',
  address: 'cobranzas@cauce.example',
  optOut: 'mailto:baja@cauce.example',
};
const packs = readPacks();

/** What events of a contact hold, as far as this test looks. */
interface Data {
  readonly contactId: string;
  readonly clearanceId: string;
  readonly attemptId: string;
  readonly messageId: string;
  readonly expiresAt: string;
  readonly items: readonly { readonly debtId: string; readonly step: string }[];
}

/** All services over memory ports, a provider that a test can trouble, and Bogotá's calendar. */
const openLine = async (begin = '2026-03-01') => {
  const rig = await openTestCore(startOfDay(begin, 'America/Bogota'));
  const { core, clock, history } = rig;
  const gateway = new MemoryGateway({ clock });
  const services = await Services.start(core, packs, [{ gateway, sender }]);
  const book = await history.book();
  return {
    ...rig,
    gateway,
    services,
    book,
    /** Goes through time to an instant, letting everything that is due happen. */
    until: async (last: InstantText): Promise<void> => {
      await services.settle();
      for (
        let next = await core.dueIndex.next();
        next !== null && next <= last;
        next = await core.dueIndex.next()
      ) {
        clock.moveTo(Temporal.Instant.from(next));
        await services.settle();
      }
      clock.moveTo(Temporal.Instant.from(last));
      await services.settle();
    },
    data: async (type: string): Promise<readonly Data[]> =>
      (await rig.events(type)).map(({ data }) => data as Data),
    close: async () => {
      await services.stop();
      await rig.close();
    },
  };
};

type Line = Awaited<ReturnType<typeof openLine>>;

let line: Line;
const open = async (): Promise<Line> => {
  line = await openLine();
  return line;
};
afterEach(() => line.close());

const debt = (someone: Someone, book: Book, obligation: string, dueDate: string, placedOn = '2026-03-01') =>
  line.history.debt(book, someone, { obligation, minor: 10_000, dueDate, placedOn });

const itemKeys = (some: readonly Data[]): string[] =>
  some.flatMap(({ items }) => items.map(({ debtId, step }) => `${debtId} ${step}`));

/** What must hold of a log, whatever happened. */
const expectGuarantees = async ({ gateway, core, data, failures }: Line): Promise<void> => {
  expect(failures).toEqual([]);
  expect(await core.bus.parked()).toEqual([]);
  const started = await line.events('AttemptStarted');
  const cleared = new Map((await data('ContactCleared')).map((one) => [one.clearanceId, one]));
  const byMessage = new Map(started.map((event) => [(event.data as Data).messageId, event]));
  // Nothing reached the provider twice, and nothing without an attempt on a clearance that had not ended.
  expect(new Set(gateway.taken.map(({ messageId }) => messageId)).size).toBe(gateway.taken.length);
  for (const { messageId } of gateway.taken) {
    const attempt = byMessage.get(messageId);
    const { clearanceId = '' } = (attempt?.data ?? {}) as Partial<Data>;
    expect(attempt && attempt.recordedAt < (cleared.get(clearanceId)?.expiresAt ?? '')).toBe(true);
  }
  // Each clearance was used once, and each step of a debt was said once.
  expect(new Set(started.map((event) => (event.data as Data).clearanceId)).size).toBe(started.length);
  const taken = new Set(gateway.taken.map(({ messageId }) => messageId));
  const bounced = new Set((await data('ContactBounced')).map(({ attemptId }) => attemptId));
  const said = started.map((event) => event.data as Data).filter((one) => taken.has(one.messageId));
  const keys = itemKeys(said.filter(({ attemptId }) => !bounced.has(attemptId)));
  expect(new Set(keys).size).toBe(keys.length);
};

describe('the line', () => {
  it('says each step of each debt once, on its lawful day, to the debtor', async () => {
    const { history, book, until, gateway, data } = await open();
    const people = [await history.debtor(1), await history.debtor(2)];
    for (const [n, someone] of people.entries()) {
      await debt(someone, book, `A${n}`, '2026-03-10');
      await debt(someone, book, `B${n}`, '2026-03-10');
    }
    await until('2026-05-01T05:00:00.000Z');
    // D-3 is a Saturday, the other steps are working days; all of one day travel together.
    expect(gateway.taken).toHaveLength(10);
    expect(itemKeys(await data('AttemptStarted'))).toHaveLength(20);
    expect((await line.events('AttemptStarted')).map(({ recordedAt }) => recordedAt)).toEqual(
      ['03-07', '03-11', '03-17', '03-25', '04-09'].flatMap((day) =>
        Array(2).fill(`2026-${day}T14:30:00.000Z`),
      ),
    );
    expect(await data('ContactDelivered')).toHaveLength(10);
    await expectGuarantees(line);
  });

  it('moves what falls on a day that the law closes to the next that is open', async () => {
    const { history, book, until, data } = await open();
    const someone = await history.debtor(1);
    await debt(someone, book, 'A', '2026-03-14');
    await until('2026-03-17T05:00:00.000Z');
    // D+1 is Sunday 15 March; Monday is the first lawful day, and 09:30 the strategy's hour.
    const deferred = await data('ContactDeferred');
    expect(deferred).toHaveLength(1);
    const last = (await line.events('AttemptStarted')).at(-1);
    expect(last).toMatchObject({
      recordedAt: '2026-03-16T14:30:00.000Z',
      data: { items: [{ step: 'D+1' }] },
    });
    await expectGuarantees(line);
  });

  it('takes the next address when one is rejected or bounces, and says NO_ADDRESS after the last', async () => {
    const { history, book, until, gateway, data } = await open();
    const someone = await history.debtor(1);
    await history.append('contact', someone.debtorId, invalid(someone));
    for (const value of ['reject@x.example', 'bounce@x.example', 'good@x.example'])
      await history.email(someone, value);
    await debt(someone, book, 'A', '2026-03-10');
    await until('2026-03-12T05:00:00.000Z');
    expect(gateway.taken.map(({ to }) => to)).toEqual([
      'bounce@x.example',
      'good@x.example',
      'good@x.example',
    ]);
    await expectGuarantees(line);
    const lonely = await history.debtor(2);
    await history.append('contact', lonely.debtorId, invalid(lonely));
    await history.email(lonely, 'reject@y.example');
    await debt(lonely, book, 'B', '2026-03-20', '2026-03-12');
    await until('2026-03-18T05:00:00.000Z');
    expect(await data('ContactHeld')).toMatchObject([{ reason: 'NO_ADDRESS' }]);
  });

  it('waits for a provider that is away, and business time with it: nothing is begun', async () => {
    const { history, book, until, gateway, clock, data } = await open();
    await debt(await history.debtor(1), book, 'A', '2026-03-10');
    await until('2026-03-11T14:00:00.000Z');
    gateway.setAway(true);
    const asked = Promise.withResolvers<void>();
    const reach = gateway.reach.bind(gateway);
    gateway.reach = () => {
      asked.resolve();
      return reach();
    };
    const playing = until('2026-03-11T20:00:00.000Z');
    await asked.promise;
    await manyTurns();
    expect(clock.now().toString()).toBe('2026-03-11T14:30:00Z');
    expect(await data('AttemptStarted')).toHaveLength(1);
    gateway.setAway(false);
    await playing;
    expect(gateway.taken).toHaveLength(2);
    expect(await data('AttemptNotMade')).toEqual([]);
    await expectGuarantees(line);
  });

  it('tries again later when the provider took no call, while there is still use in it', async () => {
    const { history, book, until, gateway } = await open();
    await debt(await history.debtor(1), book, 'A', '2026-03-10');
    await until('2026-03-11T14:00:00.000Z');
    gateway.reach = async () => {};
    gateway.setAway(true);
    await until('2026-03-11T15:40:00.000Z');
    gateway.setAway(false);
    await until('2026-03-11T20:00:00.000Z');
    expect(gateway.taken).toHaveLength(2);
    await expectGuarantees(line);
  });

  it('is still when a debt is paid', async () => {
    const { history, book, until, gateway } = await open();
    const owed = await debt(await history.debtor(1), book, 'A', '2026-03-10');
    await until('2026-03-10T05:00:00.000Z');
    await history.pays(owed, 10_000, { settles: true });
    await until('2026-12-31T05:00:00.000Z');
    expect(gateway.taken).toHaveLength(1);
  });
});

const invalid = ({ debtorId, email }: Someone) => ({
  type: 'ContactPointInvalidated',
  data: { debtorId, pointId: line.core.ids.point({ kind: 'email', value: email }), reason: 'wrong' },
});
