import {
  AttemptNotMade,
  AttemptRejected,
  AttemptUnknown,
  ClearanceExpired,
  ContactCancelled,
  ContactHeld,
  type NewEvent,
} from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import {
  accepted,
  attempt,
  bounced,
  clearanceId,
  cleared,
  contactId,
  delivered,
  expiresAt,
  items,
  key,
  known,
  pointId,
  requestId,
  started,
} from '../testing/contact-samples.ts';
import { creditorId, idOf } from '../testing/samples.ts';
import { contactHistory, isFirstContact } from './history.ts';

describe('what the law counts', () => {
  const now = '2026-03-11T14:40:00.000Z';
  const rejected = AttemptRejected.make({ ...attempt, pointId, permanent: false, code: '4.2.1' });
  const notMade = AttemptNotMade.make({ ...attempt, code: 'AWAY' });
  const unknown = AttemptUnknown.make({ ...attempt, code: 'LOST' });
  const outcomesOf = (...events: NewEvent[]) => {
    const { state } = known.and(...events);
    return state && contactHistory(state, now).map(({ outcome }) => outcome);
  };

  it.each<[string, NewEvent[], string[]]>([
    ['a clearance', [cleared], ['reserved']],
    ['an attempt under way', [cleared, started], ['unknown']],
    ['an accepted attempt', [cleared, started, accepted], ['sent']],
    ['a delivered one', [cleared, started, accepted, delivered], ['delivered']],
    ['a bounced one', [cleared, started, accepted, bounced(true)], ['bounced']],
    ['an unknown one', [cleared, started, unknown], ['unknown']],
    ['an unknown one and the new clearance', [cleared, started, unknown, cleared], ['unknown', 'reserved']],
  ])('is %s', (_what, events, outcomes) => {
    expect(outcomesOf(...events)).toEqual(outcomes);
  });

  it.each<[string, NewEvent[], boolean]>([
    ['nothing', [], true],
    ['a clearance', [cleared], true],
    ['an attempt under way', [cleared, started], true],
    ['an accepted attempt', [cleared, started, accepted], false],
    ['a bounced one', [cleared, started, accepted, bounced(true)], true],
  ])('leaves the next contact the first of its creditor after %s: %j', (_what, events, expected) => {
    const { state } = known.and(...events);
    const history = state ? contactHistory(state, now) : [];
    expect(isFirstContact(history, creditorId)).toBe(expected);
    expect(isFirstContact(history, idOf('another'))).toBe(true);
    const incoming = history.map((past) => ({ ...past, direction: 'in' as const }));
    expect(isFirstContact(incoming, creditorId)).toBe(true);
  });

  it.each<[string, NewEvent[]]>([
    ['an expired clearance', [cleared, ClearanceExpired.make({ ...key, clearanceId })]],
    ['a rejected attempt', [cleared, started, rejected]],
    ['an attempt that was not made', [cleared, started, notMade]],
    ['a cancelled contact', [cleared, ContactCancelled.make({ ...key, requestId, reason: 'x', items })]],
    ['a held contact', [cleared, ContactHeld.make({ ...key, reason: 'NO_ADDRESS', detail: [], items })]],
  ])('is not %s', (_what, events) => {
    expect(outcomesOf(...events)).toEqual([]);
  });

  it('is not a clearance whose time is over, even if nobody said so', () => {
    const { state } = known.and(cleared);
    expect(state && contactHistory(state, expiresAt)).toEqual([]);
  });

  it('leaves out the reservation of the contact that is judged anew, and only that', () => {
    const { state } = known.and(cleared, started, unknown, cleared);
    expect(state && contactHistory(state, now, contactId).map(({ outcome }) => outcome)).toEqual(['unknown']);
    expect(state && contactHistory(state, now, idOf('other'))).toHaveLength(2);
  });

  it('says when, through which channel, for whom and about which debts', () => {
    const { state } = known.and(cleared, started, accepted);
    expect(state && contactHistory(state, now)).toEqual([
      {
        at: '2026-03-11T14:30:00.000Z',
        channel: 'email',
        direction: 'out',
        outcome: 'sent',
        creditorId,
        debtIds: [idOf('debt')],
        address: { id: idOf('home'), kind: 'email' },
      },
    ]);
  });
});
