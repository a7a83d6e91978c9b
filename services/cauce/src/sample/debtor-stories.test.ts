import { expect, it } from '@jest/globals';
import { DebtorStories, type Episode } from './debtor-stories.ts';

const stories = (told: Readonly<Record<string, readonly Episode[]>>): DebtorStories => {
  const all = new DebtorStories();
  for (const [debtor, episodes] of Object.entries(told)) for (const one of episodes) all.tell(debtor, one);
  return all;
};

it('prefers the debtor to whom more kinds of things happened over one with more of the same', () => {
  const all = stories({
    much: ['delivered', 'delivered', 'delivered', 'delivered', 'delivered', 'deferred'],
    varied: ['delivered', 'deferred', 'paid'],
  });
  expect(all.best()).toEqual({ debtorId: 'varied', episodes: { delivered: 1, deferred: 1, paid: 1 } });
});

it('of equals takes the first, of none nobody', () => {
  expect(stories({ one: ['paid'], two: ['paid'] }).best()?.debtorId).toBe('one');
  expect(stories({}).best()).toBeNull();
});
