import { describe, expect, it } from '@jest/globals';
import { noTreatment, type Treatment } from '../treatment/state.ts';
import { type DayOfDebt, type DebtStanding, NOT_CONTACTED, whyNot } from './reasons.ts';

const ID = 'fcd32f49-e053-854f-9389-507bca50c9fe';
const LATER = '2026-03-09T14:30:00.000Z';
const debt: DebtStanding = { debtId: ID, ended: null, held: false };
const quiet: DayOfDebt = {
  contactedBefore: false,
  decision: null,
  notBefore: null,
  heldFor: null,
  useOver: false,
};
const waiting: Treatment = {
  ...noTreatment,
  replanned: [
    {
      contactId: 'c',
      requestId: 'r',
      notBefore: LATER,
      items: [{ debtId: ID, step: 'D+1', anchor: '2026-03-01' }],
    },
  ],
};

const why = (
  day: Partial<DayOfDebt>,
  {
    of = {},
    treatment = noTreatment,
    erased = false,
  }: { of?: Partial<DebtStanding>; treatment?: Treatment; erased?: boolean } = {},
) => whyNot({ ...debt, ...of }, treatment, erased, { ...quiet, ...day });

describe('why nobody is contacted about a debt', () => {
  it('says the most lasting reason first', () => {
    const held = true;
    expect(why({ decision: 'block' }, { of: { ended: 'paid', held }, erased: true })).toEqual({
      reason: 'paid',
    });
    expect(why({ decision: 'block' }, { of: { held }, erased: true })).toEqual({ reason: 'erased' });
    expect(why({ decision: 'block' }, { of: { held } })).toEqual({ reason: 'held' });
    expect(why({ contactedBefore: true, useOver: true })).toEqual({ reason: 'already_contacted' });
    expect(why({ decision: 'allow', heldFor: 'NO_ADDRESS' })).toEqual({ reason: 'no_address' });
    expect(why({ decision: 'allow', heldFor: 'MISSING_TAG' })).toEqual({ reason: 'missing_tag' });
    expect(why({ decision: 'block' })).toEqual({ reason: 'refused' });
    expect(why({ decision: 'allow' })).toEqual({ reason: 'not_accepted' });
    expect(why({ useOver: true })).toEqual({ reason: 'superseded' });
    expect(why({})).toEqual({ reason: 'no_step_due' });
  });

  it('says until when something is put off, on that day or before', () => {
    expect(why({ decision: 'defer', notBefore: LATER })).toEqual({ reason: 'deferred', until: LATER });
    expect(why({}, { treatment: waiting })).toEqual({ reason: 'deferred', until: LATER });
  });

  it('keeps to its list', () => {
    expect(new Set(NOT_CONTACTED).size).toBe(NOT_CONTACTED.length);
    for (const ended of ['paid', 'recalled', 'withdrawn'] as const) expect(NOT_CONTACTED).toContain(ended);
  });
});
