import { describe, expect, it } from '@jest/globals';
import { standard, stepKind, stepsOf } from './strategy.ts';

describe('the standard strategy', () => {
  it('goes around the due date where the debt was placed on it or before', () => {
    const steps = stepsOf(standard, { placedOn: '2026-03-10', dueDate: '2026-03-10' }, '2026-03-10');
    expect(steps.map(({ step, day, nextDay, beforeDue }) => [step, day, nextDay, beforeDue])).toEqual([
      ['D-3', '2026-03-07', '2026-03-11', true],
      ['D+1', '2026-03-11', '2026-03-17', false],
      ['D+7', '2026-03-17', '2026-03-25', false],
      ['D+15', '2026-03-25', '2026-04-09', false],
      ['D+30', '2026-04-09', null, false],
    ]);
  });

  it('goes from the placement on where the debt was overdue, then fortnightly, up to the next step', () => {
    const debt = { placedOn: '2026-03-11', dueDate: '2026-03-10' };
    const names = (today: string) => stepsOf(standard, debt, today).map(({ step }) => step);
    expect(names('2026-03-11')).toEqual(['P+1', 'P+5', 'P+12', 'P+20']);
    expect(names('2026-03-31')).toEqual(['P+1', 'P+5', 'P+12', 'P+20', 'P+34']);
    expect(names('2026-05-01')).toEqual(['P+1', 'P+5', 'P+12', 'P+20', 'P+34', 'P+48', 'P+62']);
    const last = stepsOf(standard, debt, '2026-05-01').at(-1);
    expect(last).toMatchObject({ day: '2026-05-12', nextDay: '2026-05-26' });
  });

  it.each([
    ['D-3', 'due_soon'],
    ['D+1', 'overdue'],
    ['D+30', 'overdue'],
    ['P+1', 'presentation'],
    ['P+5', 'overdue'],
    ['P+12', 'overdue'],
  ])('%s speaks of what is %s', (step, kind) => {
    expect(stepKind(step)).toBe(kind);
  });
});
