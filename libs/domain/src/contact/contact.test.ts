import {
  AttemptAccepted,
  AttemptNotMade,
  AttemptRejected,
  AttemptStarted,
  AttemptUnknown,
  ClearanceExpired,
  ContactBounced,
  ContactCancelled,
  ContactCleared,
  ContactDeferred,
  ContactDelivered,
  ContactHeld,
  ContactPointInvalidated,
  ContactRefused,
  type NewEvent,
} from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  creditorId,
  debtorId,
  decisionFor,
  emailAdded,
  idOf,
  registered,
  requestFor,
} from '../testing/samples.ts';
import type { ContactCommand } from './commands.ts';
import { contact } from './contact.ts';
import { contactHistory } from './history.ts';

const contactId = idOf('contact');
const requestId = idOf('contact-request');
const clearanceId = idOf('clearance');
const attemptId = idOf('attempt');
const pointId = idOf('home');
const items = [{ debtId: idOf('debt'), step: 'D+1' }];
const key = { debtorId, creditorId, contactId };
const attempt = { ...key, attemptId };
const expiresAt = '2026-03-11T14:45:00.000Z';
const receivedAt = '2026-03-11T14:40:00.000Z';

const cleared = ContactCleared.make({
  ...requestFor(),
  clearanceId,
  expiresAt,
  items,
  decision: decisionFor(items, 'allow'),
});
const text = { to: 'home@correo.example', subject: 'Su obligación', text: 'texto', html: '<p>texto</p>' };
const sending = {
  attemptId,
  clearanceId,
  pointId,
  gateway: 'memory',
  messageId: `${attemptId}.${debtorId}`,
  template: 'overdue-es',
  templateVersion: '1',
};
const start: ContactCommand = { kind: 'start-attempt', contactId, ...sending, items, text };
const started = AttemptStarted.make(
  { ...key, ...sending, channel: 'email', items },
  { personal: [{ subject: debtorId, fields: text }] },
);
const accepted = AttemptAccepted.make({ ...attempt, providerId: 'p-1' });
const receipt = (result: 'delivered' | 'bounced-hard' | 'bounced-soft'): ContactCommand => ({
  kind: 'receipt',
  contactId,
  attemptId,
  receiptId: 'r-1',
  result,
  code: '5.1.1',
  at: receivedAt,
});
const delivered = ContactDelivered.make({ ...attempt, receiptId: 'r-1' }, { effectiveAt: receivedAt });
const bounced = (hard: boolean) =>
  ContactBounced.make(
    { ...attempt, pointId, hard, code: '5.1.1', receiptId: 'r-1' },
    { effectiveAt: receivedAt },
  );
const invalidated = ContactPointInvalidated.make({ debtorId, pointId, reason: '5.1.1' });

const known = given(contact, registered, emailAdded('home'), emailAdded('work')).at(
  '2026-03-11T14:30:00.000Z',
);
const statusAfter = (...events: NewEvent[]) => known.and(...events).state?.contacts.get(contactId)?.status;

describe('the answer of the gate', () => {
  it('clears: the contact may be attempted until the clearance ends', () => {
    const decision = decisionFor(items, 'allow');
    const after = known
      .when({ kind: 'clear', request: requestFor(), clearanceId, expiresAt, items, decision })
      .gives(cleared);
    expect(after.state?.contacts.get(contactId)).toMatchObject({
      status: 'cleared',
      clearance: { clearanceId, at: '2026-03-11T14:30:00.000Z', expiresAt },
    });
    expect(after.state?.answered).toEqual(new Set([requestId]));
  });

  it('defers', () => {
    const notBefore = '2026-03-12T12:00:00.000Z';
    const decision = decisionFor(items, 'defer', notBefore);
    const deferred = ContactDeferred.make({ ...requestFor(), notBefore, items, decision });
    known.when({ kind: 'defer', request: requestFor(), notBefore, items, decision }).gives(deferred);
    expect(statusAfter(deferred)).toBe('deferred');
  });

  it('refuses', () => {
    const decision = decisionFor(items, 'block');
    const refused = ContactRefused.make({ ...requestFor(), items, decision });
    known.when({ kind: 'refuse', request: requestFor(), items, decision }).gives(refused);
    expect(statusAfter(refused)).toBe('refused');
  });

  it('cancels, also a contact that it never saw before', () => {
    const cancelled = ContactCancelled.make({ ...key, requestId, reason: 'NOTHING_TO_SAY', items });
    const after = known
      .when({ kind: 'cancel', contactId, creditorId, requestId, reason: 'NOTHING_TO_SAY', items })
      .gives(cancelled);
    expect(after.state?.answered).toEqual(new Set([requestId]));
    expect(statusAfter(cleared, cancelled)).toBe('cancelled');
  });
});

describe('a clearance', () => {
  it('expires once', () => {
    const expired = ClearanceExpired.make({ ...key, clearanceId });
    known
      .and(cleared)
      .when({ kind: 'expire', contactId, clearanceId })
      .gives(expired)
      .when({ kind: 'expire', contactId, clearanceId })
      .changesNothing();
    expect(statusAfter(cleared, expired)).toBe('expired');
  });

  it.each(['MISSING_TAG', 'NO_ADDRESS'] as const)('ends when the contact is held for %s', (reason) => {
    const hold: ContactCommand = { kind: 'hold', contactId, reason, detail: ['{{debtor.name}}'] };
    const held = ContactHeld.make({ ...key, reason, detail: ['{{debtor.name}}'], items });
    const after = known.and(cleared).when(hold).gives(held);
    after.when(hold).changesNothing();
    after.when(start).changesNothing();
    expect(statusAfter(cleared, held)).toBe('held');
  });

  it('allows one attempt, by the one that holds it', () => {
    const other: ContactCommand = {
      kind: 'start-attempt',
      contactId,
      ...sending,
      clearanceId: idOf('x'),
      items,
      text,
    };
    known.when(start).changesNothing();
    known.and(cleared).when(other).changesNothing();
    known.and(cleared).when(start).gives(started).when(start).changesNothing();
    expect(statusAfter(cleared, started)).toBe('attempting');
  });

  it('is of no use after it expired, or the contact was cancelled', () => {
    known
      .and(cleared, ClearanceExpired.make({ ...key, clearanceId }))
      .when(start)
      .changesNothing();
    known
      .and(cleared, ContactCancelled.make({ ...key, requestId, reason: 'x', items }))
      .when(start)
      .changesNothing();
  });
});

describe('an attempt', () => {
  const open = known.and(cleared, started);
  const outcomes: [string, ContactCommand, NewEvent[], string][] = [
    ['accepted', { kind: 'accepted', contactId, attemptId, providerId: 'p-1' }, [accepted], 'sent'],
    [
      'rejected for now',
      { kind: 'rejected', contactId, attemptId, permanent: false, code: '4.2.1' },
      [AttemptRejected.make({ ...attempt, pointId, permanent: false, code: '4.2.1' })],
      'failed',
    ],
    [
      'rejected for good',
      { kind: 'rejected', contactId, attemptId, permanent: true, code: '5.1.1' },
      [invalidated, AttemptRejected.make({ ...attempt, pointId, permanent: true, code: '5.1.1' })],
      'failed',
    ],
    [
      'not made',
      { kind: 'not-made', contactId, attemptId, code: 'AWAY' },
      [AttemptNotMade.make({ ...attempt, code: 'AWAY' })],
      'failed',
    ],
    [
      'unknown',
      { kind: 'unknown', contactId, attemptId, code: 'LOST' },
      [AttemptUnknown.make({ ...attempt, code: 'LOST' })],
      'unknown',
    ],
  ];

  it.each(outcomes)('is %s, and that is its only outcome', (_name, command, events, status) => {
    const after = open.when(command).gives(...events);
    expect(after.state?.contacts.get(contactId)?.status).toBe(status);
    for (const [, other] of outcomes) after.when(other).changesNothing();
  });

  it.each(outcomes)(
    'that is %s leaves what the gate answered meanwhile as it is',
    (_name, _command, events) => {
      const more = { ...requestFor(), requestId: idOf('more'), items };
      const decision = decisionFor(items, 'defer');
      const deferred = ContactDeferred.make({ ...more, notBefore: '2026-03-12T12:00:00.000Z', decision });
      expect(statusAfter(cleared, started, deferred, ...events)).toBe('deferred');
    },
  );

  it('that was received leaves a later clearance to be held', () => {
    const later = { ...requestFor(), requestId: idOf('more'), clearanceId: idOf('later') };
    const again = ContactCleared.make({ ...later, expiresAt, items, decision: decisionFor(items, 'allow') });
    const { state } = known
      .and(cleared, started, accepted, again, delivered)
      .when({ kind: 'hold', contactId, reason: 'NO_ADDRESS', detail: [] }).after;
    expect(state?.contacts.get(contactId)).toMatchObject({ status: 'held', clearance: null });
  });

  it('nobody started has no outcome', () => {
    for (const [, command] of outcomes) known.and(cleared).when(command).changesNothing();
    known.and(cleared).when(receipt('delivered')).changesNothing();
  });
});

describe('a receipt', () => {
  const sent = known.and(cleared, started, accepted);

  it('of delivery is taken once', () => {
    const after = sent.when(receipt('delivered')).gives(delivered);
    for (const result of ['delivered', 'bounced-hard'] as const) after.when(receipt(result)).changesNothing();
    expect(after.state?.contacts.get(contactId)?.status).toBe('delivered');
  });

  it('of a hard bounce invalidates the address, once', () => {
    const after = sent.when(receipt('bounced-hard')).gives(invalidated, bounced(true));
    expect(after.state?.points.map(({ valid }) => valid)).toEqual([false, true]);
    sent.and(invalidated).when(receipt('bounced-hard')).gives(bounced(true));
  });

  it('of a soft bounce leaves the address', () => {
    const after = sent.when(receipt('bounced-soft')).gives(bounced(false));
    expect(after.state?.points.every(({ valid }) => valid)).toBe(true);
  });

  it.each([
    ['delivered', [delivered], 'delivered'],
    ['bounced-hard', [invalidated, bounced(true)], 'bounced'],
  ] as const)('%s is not undone by an outcome that is written down later', (_result, events, status) => {
    expect(statusAfter(cleared, started, ...events, accepted)).toBe(status);
  });
});

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
      },
    ]);
  });
});

describe('the fold', () => {
  const events = [
    registered,
    emailAdded('home'),
    cleared,
    started,
    accepted,
    delivered,
    bounced(true),
    invalidated,
    AttemptUnknown.make({ ...attempt, code: 'LOST' }),
    ClearanceExpired.make({ ...key, clearanceId }),
    ContactCancelled.make({ ...key, requestId, reason: 'x', items }),
  ];

  it('is total: events in any order leave a person, or nobody before the registration', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 20 }), (some) => {
        const { state } = given(contact, ...some);
        expect(state === null).toBe(!some.some(({ type }) => type === 'DebtorRegistered'));
      }),
    );
  });
});
