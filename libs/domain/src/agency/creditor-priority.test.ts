import { CreditorsPrioritised } from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import { idOf } from '../testing/samples.ts';
import { creditorPriority, rankOf } from './creditor-priority.ts';

const [one, two, three] = [idOf('one'), idOf('two'), idOf('three')];
const prioritise = (...creditorIds: string[]) => ({ kind: 'prioritise' as const, creditorIds });

describe("the agency's priority of creditors", () => {
  it('is what was said last, and says nothing twice', () => {
    const after = given(creditorPriority)
      .when(prioritise(one, two))
      .gives(CreditorsPrioritised.make({ creditorIds: [one, two] }))
      .when(prioritise(two, one))
      .gives(CreditorsPrioritised.make({ creditorIds: [two, one] }));
    after.when(prioritise(two, one)).changesNothing();
    expect(after.when(prioritise()).after.state).toEqual([]);
  });

  it('puts who is not named after who is', () => {
    expect([two, one, three].map((id) => rankOf([two, one], id))).toEqual([1, 2, 3]);
    expect(rankOf([], one)).toBe(rankOf([], two));
  });
});
