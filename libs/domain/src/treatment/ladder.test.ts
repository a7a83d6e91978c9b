import { addDays, localDate, startOfDay } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Debt } from '../debt/state.ts';
import { Diary } from '../testing/diary.ts';
import { debtOf, idOf, stated } from '../testing/samples.ts';

const due = (dueDate: string, placedOn = '2026-01-01'): Debt =>
  debtOf('a', { placedOn, stated: { ...stated, dueDate } });

const year = '2027-01-01T00:00:00.000Z';

describe('the due ladder', () => {
  it('goes from three days before the due date to thirty after it, at 09:30', () => {
    expect(new Diary({ a: due('2026-03-10') }).wake('2026-03-01T05:00:00.000Z').until(year).lines).toEqual([
      '2026-03-07 09:30 D-3',
      '2026-03-11 09:30 D+1',
      '2026-03-17 09:30 D+7',
      '2026-03-25 09:30 D+15',
      '2026-04-09 09:30 D+30',
    ]);
  });

  it.each([
    ['America/New_York', '2026-03-07', '2026-03-07T14:30:00.000Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T13:30:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T14:30:00.000Z'],
    ['America/Santiago', '2026-04-04', '2026-04-04T12:30:00.000Z'],
    ['America/Santiago', '2026-04-05', '2026-04-05T13:30:00.000Z'],
    ['America/Santiago', '2026-09-06', '2026-09-06T12:30:00.000Z'],
    ['America/Bogota', '2026-03-08', '2026-03-08T14:30:00.000Z'],
  ])('is at 09:30 of %s on %s, clock change or not', (zone, day, instant) => {
    const diary = new Diary({ a: due(addDays(day, -1)) }, { zones: [zone] });
    const [, request] = diary.wake(startOfDay(addDays(day, -10), zone)).until(year).requests;
    expect(request).toMatchObject({ plannedFor: instant, items: [{ step: 'D+1' }] });
  });

  it('is at 09:30 on its day in any zone and season', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'America/Sao_Paulo',
      'America/Mexico_City',
      'America/Santiago',
      'Europe/Madrid',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Kathmandu',
    );
    fc.assert(
      fc.property(zones, fc.nat(364), (zone, days) => {
        const dueDate = addDays('2026-01-15', days);
        const debt = due(dueDate, addDays(dueDate, -5));
        const { requests } = new Diary({ a: debt }, { zones: [zone] })
          .wake(startOfDay(debt.placedOn, zone))
          .until(startOfDay(addDays(dueDate, 40), zone));
        const planned = requests.map(({ plannedFor }) =>
          Temporal.Instant.from(plannedFor).toZonedDateTimeISO(zone).toPlainDateTime().toString(),
        );
        expect(planned).toEqual([-3, 1, 7, 15, 30].map((offset) => `${addDays(dueDate, offset)}T09:30:00`));
      }),
      { numRuns: 40 },
    );
  });

  it('waits until it is 09:30 wherever the debtor may be', () => {
    const diary = new Diary({ a: due('2026-03-10') }, { zones: ['America/New_York', 'America/Los_Angeles'] });
    const [request] = diary.wake('2026-03-01T05:00:00.000Z').until(year).requests;
    expect(request?.plannedFor).toBe('2026-03-07T17:30:00.000Z');
  });

  it.each([
    ['2026-03-08', ['skips D-3: before_placement', 'D+1']],
    ['2026-03-10', ['skips D-3: before_placement', 'D+1']],
    ['2026-03-07', ['D-3', 'D+1']],
  ])('skips the day that ended before the placement on %s', (placedOn, expected) => {
    const diary = new Diary({ a: due('2026-03-10', placedOn) }).wake(startOfDay(placedOn, 'America/Bogota'));
    const said = diary
      .until(year)
      .lines.slice(0, 2)
      .map((line) => line.slice('2026-03-07 09:30 '.length));
    expect(said).toEqual(expected);
  });

  it('takes the step of the day at once when the debt comes after 09:30', () => {
    const diary = new Diary({ a: due('2026-03-10', '2026-03-07') }).wake('2026-03-07T20:00:00.000Z');
    expect(diary.lines).toEqual(['2026-03-07 09:30 D-3']);
  });

  it.each([
    ['the day before the due date has not ended', '2026-03-10T04:59:59.999Z', ['2026-03-07 09:30 D-3']],
    ['it has ended', '2026-03-10T05:00:00.000Z', ['2026-03-10 00:00 skips D-3: use_over']],
  ])('reminds of a due date while %s', (_when, now, lines) => {
    expect(new Diary({ a: due('2026-03-10') }).wake(now).lines).toEqual(lines);
  });

  it('plans at once what is still of use after a downtime, and skips the rest', () => {
    expect(new Diary({ a: due('2026-03-10') }).wake('2026-03-20T20:00:00.000Z').until(year).lines).toEqual([
      '2026-03-20 15:00 skips D-3: use_over',
      '2026-03-20 15:00 skips D+1: use_over',
      '2026-03-17 09:30 D+7',
      '2026-03-25 09:30 D+15',
      '2026-04-09 09:30 D+30',
    ]);
  });

  it.each([
    ['until the next step is planned', '2026-03-17T14:29:59.999Z', '2026-03-17T14:30:00.000Z', 'D+1', 'D+7'],
    [
      'seven days where there is none',
      '2026-04-16T14:29:59.999Z',
      '2026-04-16T14:30:00.000Z',
      'D+30',
      undefined,
    ],
  ])('is of use %s', (_long, before, after, step, next) => {
    const debt = { a: due('2026-03-10') };
    expect(new Diary(debt).wake(before).requests.map(({ items }) => items[0]?.step)).toEqual([step]);
    expect(new Diary(debt).wake(after).requests[0]?.items[0]?.step).toBe(next);
  });

  it('ends the day before the planned recall', () => {
    const debt = due('2026-03-10');
    const recalled = { ...debt, stated: { ...debt.stated, plannedRecall: '2026-03-25' } };
    expect(new Diary({ a: recalled }).wake('2026-03-01T05:00:00.000Z').until(year).lines).toEqual([
      '2026-03-07 09:30 D-3',
      '2026-03-11 09:30 D+1',
      '2026-03-17 09:30 D+7',
    ]);
  });

  it('is of no use from the day of the planned recall on, however late a step goes', () => {
    const debt = due('2026-03-10');
    const recalled = { ...debt, stated: { ...debt.stated, plannedRecall: '2026-03-13' } };
    const [request] = new Diary({ a: recalled }).wake('2026-03-12T20:00:00.000Z').requests;
    expect(request).toMatchObject({ items: [{ step: 'D+1' }], usefulUntil: '2026-03-13T05:00:00.000Z' });
    const late = new Diary({ a: recalled }).wake('2026-03-13T14:30:00.000Z');
    expect(late.requests).toEqual([]);
  });

  it('starts again from a due date that moved', () => {
    const diary = new Diary({ a: due('2026-03-10') })
      .wake('2026-03-01T05:00:00.000Z')
      .until('2026-03-12T05:00:00.000Z');
    diary.change('a', { stated: { ...stated, dueDate: '2026-04-10' } }).wake('2026-03-12T05:00:00.000Z');
    expect(diary.until('2026-04-12T05:00:00.000Z').lines).toEqual([
      '2026-03-07 09:30 D-3',
      '2026-03-11 09:30 D+1',
      '2026-04-07 09:30 D-3',
      '2026-04-11 09:30 D+1',
    ]);
  });
});

describe('the placement ladder', () => {
  it('goes from the day after the placement to the twentieth, then fortnightly while the debt is open', () => {
    const diary = new Diary({ a: due('2026-02-01', '2026-03-02') }).wake('2026-03-02T05:00:00.000Z');
    expect(diary.until('2026-06-01T05:00:00.000Z').lines).toEqual([
      '2026-03-03 09:30 P+1',
      '2026-03-07 09:30 P+5',
      '2026-03-14 09:30 P+12',
      '2026-03-22 09:30 P+20',
      '2026-04-05 09:30 P+34',
      '2026-04-19 09:30 P+48',
      '2026-05-03 09:30 P+62',
      '2026-05-17 09:30 P+76',
      '2026-05-31 09:30 P+90',
    ]);
  });

  it('begins anew with a new placement', () => {
    const diary = new Diary({ a: due('2026-02-01', '2026-03-02') }).wake('2026-03-02T05:00:00.000Z');
    diary
      .until('2026-03-08T05:00:00.000Z')
      .change('a', { ended: 'recalled' })
      .wake('2026-03-08T06:00:00.000Z');
    diary
      .until('2026-04-01T05:00:00.000Z')
      .change('a', { ended: null, placement: 2, placedOn: '2026-04-01' });
    expect(diary.wake('2026-04-01T05:00:00.000Z').until('2026-04-08T05:00:00.000Z').lines).toEqual([
      '2026-03-03 09:30 P+1',
      '2026-03-07 09:30 P+5',
      '2026-04-02 09:30 P+1',
      '2026-04-06 09:30 P+5',
    ]);
  });
});

describe('segments in time', () => {
  it('change on their local day, and end with the placement', () => {
    const diary = new Diary({ a: due('2026-03-10') }).wake('2026-03-01T05:00:00.000Z');
    const segment = () => diary.state.segments[idOf('a')];
    expect(segment()).toEqual(['not_due']);
    expect(diary.until('2026-03-11T04:59:59.999Z').state.segments[idOf('a')]).toEqual(['not_due']);
    expect(diary.until('2026-03-11T05:00:00.000Z').state.segments[idOf('a')]).toEqual(['early_arrears']);
    diary.until('2026-06-09T05:00:00.000Z');
    expect(segment()).toEqual(['late_arrears']);
    expect(localDate(diary.now, 'America/Bogota')).toBe('2026-06-09');
    diary.change('a', { ended: 'paid' }).wake('2026-06-10T05:00:00.000Z');
    expect(segment()).toEqual([]);
  });
});
