import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Debt } from '../debt/state.ts';
import { Diary } from '../testing/diary.ts';
import { debtOf, idOf, stated } from '../testing/samples.ts';

const begin = '2026-03-01T05:00:00.000Z';
const year = '2027-01-01T00:00:00.000Z';
const due = (name: string, dueDate: string, placedOn = '2026-01-01'): Debt =>
  debtOf(name, { placedOn, stated: { ...stated, dueDate } });
/** A local time of Bogotá. */
const local = (text: string): string =>
  Temporal.PlainDateTime.from(text)
    .toZonedDateTime('America/Bogota')
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });

describe('what travels together', () => {
  it('is every step of one day, in one contact that lists them all', () => {
    const diary = new Diary({
      a: due('a', '2026-03-10'),
      b: due('b', '2026-03-10'),
      c: due('c', '2026-03-16'),
    });
    expect(diary.wake(begin).until('2026-03-18T05:00:00.000Z').lines).toEqual([
      '2026-03-07 09:30 a:D-3 b:D-3',
      '2026-03-11 09:30 a:D+1 b:D+1',
      '2026-03-13 09:30 c:D-3',
      '2026-03-17 09:30 a:D+7 b:D+7 c:D+1',
    ]);
    expect(new Set(diary.requests.map(({ contactId }) => contactId)).size).toBe(4);
  });

  it('is not what is written in different languages', () => {
    const diary = new Diary(
      { a: due('a', '2026-03-10'), b: due('b', '2026-03-10') },
      { languages: { [idOf('b')]: 'en' } },
    );
    diary.wake(begin).until('2026-03-08T05:00:00.000Z');
    expect(diary.requests.map(({ language, items }) => [language, items.length])).toEqual([
      ['es', 1],
      ['en', 1],
    ]);
  });

  it('asks once, however often it wakes', () => {
    const diary = new Diary({ a: due('a', '2026-03-10') }).wake(local('2026-03-07T09:30'));
    diary.wake(local('2026-03-07T09:30')).wake(local('2026-03-07T12:00')).wake(local('2026-03-08T00:00'));
    expect(diary.lines).toEqual(['2026-03-07 09:30 D-3']);
  });
});

describe('a debt that is not worked', () => {
  it.each(['paid', 'recalled', 'withdrawn'] as const)('because it was %s has no more steps', (ended) => {
    const diary = new Diary({ a: due('a', '2026-03-10'), b: due('b', '2026-03-10') }).wake(begin);
    diary.until(local('2026-03-10T00:00')).change('a', { ended }).wake(local('2026-03-10T00:00'));
    expect(diary.until(local('2026-03-18T00:00')).lines).toEqual([
      '2026-03-07 09:30 a:D-3 b:D-3',
      '2026-03-11 09:30 b:D+1',
      '2026-03-17 09:30 b:D+7',
    ]);
  });

  it('because it is held goes on after that with what is still of use', () => {
    const diary = new Diary({ a: due('a', '2026-03-10') }).wake(begin).until(local('2026-03-08T00:00'));
    diary.change('a', { holds: [idOf('hold')] }).wake(local('2026-03-08T00:00'));
    diary.until(local('2026-03-19T00:00')).change('a', { holds: [] }).wake(local('2026-03-19T10:00'));
    expect(diary.until(year).lines).toEqual([
      '2026-03-07 09:30 D-3',
      '2026-03-19 10:00 skips D+1: use_over',
      '2026-03-17 09:30 D+7',
      '2026-03-25 09:30 D+15',
      '2026-04-09 09:30 D+30',
    ]);
  });
});

describe('a contact that the gate defers', () => {
  it('gives its items to the contact of the lawful day, and ends as merged', () => {
    const diary = new Diary({ a: due('a', '2026-03-10'), b: due('b', '2026-03-11') }).wake(begin);
    diary.until(local('2026-03-11T09:30')).deferred(local('2026-03-12T09:30'));
    diary.until(local('2026-03-13T00:00'));
    expect(diary.lines.slice(2)).toEqual(['2026-03-11 09:30 a:D+1', '2026-03-12 09:30 b:D+1 a:D+1']);
    const [deferred, next] = diary.requests.slice(-2);
    expect(next?.merges).toEqual([deferred?.contactId]);
    expect(next?.contactId).not.toBe(deferred?.contactId);
    expect(diary.state.replanned).toEqual([]);
  });

  it('goes alone when nothing else is due, at the lawful instant', () => {
    const diary = new Diary({ a: due('a', '2026-03-10') }).wake(begin);
    diary
      .until(local('2026-03-11T09:30'))
      .deferred(local('2026-03-12T07:00'))
      .until(local('2026-03-13T00:00'));
    expect(diary.lines.slice(1)).toEqual(['2026-03-11 09:30 D+1', '2026-03-12 07:00 D+1']);
  });

  it('of the same day stays the same contact', () => {
    const diary = new Diary({ a: due('a', '2026-03-10') }).wake(begin);
    diary
      .until(local('2026-03-11T09:30'))
      .deferred(local('2026-03-11T15:00'))
      .until(local('2026-03-12T00:00'));
    const [first, second] = diary.requests.slice(-2);
    expect(second).toMatchObject({
      contactId: first?.contactId,
      merges: [],
      plannedFor: local('2026-03-11T15:00'),
    });
  });

  it('is given up when its use is over before it is lawful', () => {
    const diary = new Diary({ a: due('a', '2026-03-10') }).wake(begin);
    diary
      .until(local('2026-03-07T09:30'))
      .deferred(local('2026-03-10T09:30'))
      .until(local('2026-03-10T12:00'));
    expect(diary.lines).toEqual(['2026-03-07 09:30 D-3', '2026-03-10 09:30 gives up D-3']);
  });

  it('is given up when its debt is paid, and keeps the rest when one of two is', () => {
    const both = { a: due('a', '2026-03-10'), b: due('b', '2026-03-10') };
    const diary = new Diary(both)
      .wake(begin)
      .until(local('2026-03-11T09:30'))
      .deferred(local('2026-03-12T07:00'));
    diary.change('a', { ended: 'paid' }).wake(local('2026-03-11T20:00')).until(local('2026-03-13T00:00'));
    expect(diary.lines.slice(1)).toEqual(['2026-03-11 09:30 a:D+1 b:D+1', '2026-03-12 07:00 b:D+1']);
    const alone = new Diary({ a: due('a', '2026-03-10') }).wake(begin);
    alone.until(local('2026-03-11T09:30')).deferred(local('2026-03-12T07:00')).change('a', { ended: 'paid' });
    expect(alone.wake(local('2026-03-11T20:00')).lines.at(-1)).toBe('2026-03-11 20:00 gives up D+1');
  });

  it('says of what use is over before the rest may go', () => {
    const both = { a: due('a', '2026-03-10'), b: due('b', '2026-03-06') };
    const diary = new Diary(both).wake(begin).until(local('2026-03-07T09:30'));
    const before = diary.lines.length;
    diary.deferred(local('2026-03-10T09:30')).until(local('2026-03-10T12:00'));
    expect(diary.lines.slice(before)).toEqual([
      '2026-03-10 09:30 skips a:D-3: use_over',
      '2026-03-10 09:30 b:D+1',
    ]);
  });

  it('may be one of several that meet on one day', () => {
    const diary = new Diary({ a: due('a', '2026-03-10'), b: due('b', '2026-03-11') }).wake(begin);
    const lawful = local('2026-03-16T07:00');
    diary.until(local('2026-03-11T09:30')).deferred(lawful).until(local('2026-03-12T09:30')).deferred(lawful);
    diary.until(local('2026-03-16T08:00'));
    const requests = diary.requests.slice(-3);
    expect(diary.lines.at(-1)).toBe('2026-03-16 07:00 a:D+1 b:D+1');
    expect(requests[2]?.merges).toEqual(requests.slice(0, 2).map(({ contactId }) => contactId));
  });

  it('is put off once by one answer, however often that comes', () => {
    const diary = new Diary({ a: due('a', '2026-03-10') }).wake(begin).until(local('2026-03-11T09:30'));
    diary.deferred(local('2026-03-12T07:00')).deferred(local('2026-03-12T07:00'));
    expect(diary.state.replanned).toHaveLength(1);
    const [, request] = diary.requests;
    diary.until(local('2026-03-12T07:00')).deferred(local('2026-03-12T07:00'), request);
    expect(diary.state.replanned).toEqual([]);
  });

  it('may be put off in parts, by what the gate says of each debt at its time', () => {
    const diary = new Diary({ a: due('a', '2026-03-10'), b: due('b', '2026-03-10') }).wake(begin);
    const request = diary.until(local('2026-03-11T09:30')).requests.at(-1);
    diary.deferred(local('2026-03-12T07:00'), request, [idOf('b')]);
    diary.deferred(local('2026-03-13T07:00'), request, [idOf('a')]).until(local('2026-03-14T00:00'));
    expect(diary.lines.slice(2)).toEqual(['2026-03-12 07:00 b:D+1', '2026-03-13 07:00 a:D+1']);
  });

  it('does not listen to answers about what it never asked', () => {
    const diary = new Diary({ a: due('a', '2026-03-10') }).wake(begin).until(local('2026-03-11T09:30'));
    const request = diary.requests.at(-1);
    diary.deferred(local('2026-03-12T07:00'), request, [idOf('z')]);
    diary.deferred(local('2026-03-12T07:00'), request && { ...request, contactId: idOf('z') });
    diary.deferred(local('2026-03-12T07:00'), request && { ...request, requestId: idOf('z') });
    expect(diary.state.replanned).toEqual([]);
  });
});

describe('what comes later on the day of a contact', () => {
  const morning = () => new Diary({ a: due('a', '2026-03-10') }).wake(begin).until(local('2026-03-11T09:30'));
  const join = (diary: Diary) => {
    diary.debts = [due('a', '2026-03-10'), due('b', '2026-03-14', '2026-03-11')];
    return diary.wake(local('2026-03-11T11:00'));
  };
  const stepsOf = ({ items }: Diary['requests'][number]) => items.map(({ debtId, step }) => [debtId, step]);

  it('joins it while it was not sent: nothing of it is lost', () => {
    const [first, second] = join(morning()).requests.slice(-2);
    expect(second?.contactId).toBe(first?.contactId);
    expect(second && stepsOf(second)).toEqual([
      [idOf('a'), 'D+1'],
      [idOf('b'), 'D-3'],
    ]);
  });

  it('takes along what was put off to later that day or another', () => {
    const diary = join(morning().deferred(local('2026-03-12T07:00')));
    expect(diary.requests.at(-1)?.items).toHaveLength(2);
    expect(diary.state.replanned).toEqual([]);
  });

  it('leaves behind what is paid by then', () => {
    const diary = morning();
    diary.debts = [due('b', '2026-03-14', '2026-03-11')];
    diary.wake(local('2026-03-11T11:00'));
    expect(diary.requests.at(-1)?.items.map(({ step }) => step)).toEqual(['D-3']);
  });

  it('is a contact of its own once the first was sent', () => {
    const diary = morning();
    const [first] = diary.requests.slice(-1);
    if (first) diary.sent.push(first.contactId);
    const [second] = join(diary).requests.slice(-1);
    expect(second?.contactId).not.toBe(first?.contactId);
    expect(second && stepsOf(second)).toEqual([[idOf('b'), 'D-3']]);
  });

  it('is a contact of its own also where the first came from another day', () => {
    const diary = new Diary({ a: due('a', '2026-03-10'), b: due('b', '2026-03-11') }).wake(begin);
    diary
      .until(local('2026-03-11T09:30'))
      .deferred(local('2026-03-12T07:00'))
      .until(local('2026-03-12T07:00'));
    const early = diary.requests.at(-1);
    if (early) diary.sent.push(early.contactId);
    diary.until(local('2026-03-12T10:00'));
    expect(diary.lines.slice(-2)).toEqual(['2026-03-12 07:00 a:D+1', '2026-03-12 09:30 b:D+1']);
    expect(diary.requests.at(-1)?.contactId).not.toBe(early?.contactId);
  });

  it('makes an answer to the first request useless', () => {
    const diary = join(morning());
    const [first] = diary.requests.slice(-2);
    diary.deferred(local('2026-03-12T07:00'), first);
    expect(diary.state.replanned).toEqual([]);
  });
});

describe('whatever happens', () => {
  const day = fc
    .integer({ min: -40, max: 40 })
    .map((days) => Temporal.PlainDate.from('2026-03-10').add({ days }).toString());
  const debts = fc.array(fc.record({ dueDate: day, placedOn: day }), { minLength: 1, maxLength: 4 });
  const deeds = fc.array(
    fc.record({
      hours: fc.integer({ min: 0, max: 200 }),
      deed: fc.constantFrom('wake', 'send', 'defer', 'pay', 'hold', 'free'),
      which: fc.nat(3),
    }),
    { maxLength: 25 },
  );

  it('each step is asked for in one contact, unless the gate put it off, and never skipped as well', () => {
    fc.assert(
      fc.property(debts, deeds, (some, acts) => {
        const named = some.map((one, n) => [`${n}`, due(`${n}`, one.dueDate, one.placedOn)] as const);
        const diary = new Diary(Object.fromEntries(named)).wake('2026-01-20T05:00:00.000Z');
        let deferrals = 0;
        for (const { hours, deed, which } of acts) {
          const at = Temporal.Instant.from(diary.now)
            .add({ hours })
            .toString({ smallestUnit: 'millisecond' });
          diary.until(at);
          const last = diary.requests.at(-1);
          if (deed === 'send' && last) diary.sent.push(last.contactId);
          if (deed === 'defer' && last && !diary.sent.includes(last.contactId)) {
            const before = diary.state.replanned.length;
            diary.deferred(
              Temporal.Instant.from(at).add({ hours: 30 }).toString({ smallestUnit: 'millisecond' }),
            );
            deferrals += diary.state.replanned.length - before;
          }
          if (deed === 'pay') diary.change(`${which}`, { ended: 'paid' });
          if (deed === 'hold') diary.change(`${which}`, { holds: [idOf('hold')] });
          if (deed === 'free') diary.change(`${which}`, { holds: [] });
          diary.wake(at);
        }
        const contacts = new Map<string, Set<string>>();
        for (const { contactId, items } of diary.requests) {
          for (const { debtId, step, anchor } of items) {
            const key = `${debtId}|${step}|${anchor}`;
            contacts.set(key, (contacts.get(key) ?? new Set()).add(contactId));
          }
        }
        for (const ids of contacts.values()) expect(ids.size).toBeLessThanOrEqual(1 + deferrals);
        const skipped = diary.lines.filter((line) => line.includes('skips'));
        expect(new Set(skipped).size).toBe(skipped.length);
        diary.until(year);
        expect(diary.state.replanned).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
