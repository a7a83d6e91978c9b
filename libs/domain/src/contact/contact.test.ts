import {
  AttemptNotMade,
  AttemptRejected,
  AttemptUnknown,
  ClearanceExpired,
  ContactCancelled,
  ContactCleared,
  ContactDeferred,
  ContactHeld,
  ContactRefused,
  type NewEvent,
} from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  accepted,
  attempt,
  attemptId,
  bounced,
  clearanceId,
  cleared,
  contactId,
  delivered,
  expiresAt,
  invalidated,
  items,
  key,
  known,
  pointId,
  receipt,
  requestId,
  sending,
  start,
  started,
  statusAfter,
  text,
} from '../testing/contact-samples.ts';
import { creditorId, decisionFor, emailAdded, idOf, registered, requestFor } from '../testing/samples.ts';
import type { ContactCommand } from './commands.ts';
import { contact } from './contact.ts';

describe('the answer of the gate', () => {
  it('clears: the contact may be attempted until the clearance ends', () => {
    const decision = decisionFor(items, 'allow');
    const after = known
      .when({
        kind: 'clear',
        request: requestFor(),
        clearanceId,
        expiresAt,
        pointId,
        template: null,
        items,
        decision,
      })
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

  it.each(['MISSING_TAG', 'NO_ADDRESS', 'UNAPPROVED_TEMPLATE'] as const)(
    'ends when the contact is held for %s',
    (reason) => {
      const hold: ContactCommand = { kind: 'hold', contactId, reason, detail: ['{{debtor.name}}'] };
      const held = ContactHeld.make({ ...key, reason, detail: ['{{debtor.name}}'], items });
      const after = known.and(cleared).when(hold).gives(held);
      after.when(hold).changesNothing();
      after.when(start).changesNothing();
      expect(statusAfter(cleared, held)).toBe('held');
    },
  );

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

  const unknown = outcomes.filter(([name]) => name === 'unknown');
  const told = outcomes.filter(([name]) => name !== 'unknown');

  it.each(outcomes)('is %s', (_name, command, events, status) => {
    const after = open.when(command).gives(...events);
    expect(after.state?.contacts.get(contactId)?.status).toBe(status);
    for (const [, other] of unknown) after.when(other).changesNothing();
  });

  it.each(told)('is %s, and that is its only outcome', (_name, command, events) => {
    const after = open.when(command).gives(...events);
    for (const [, other] of outcomes) after.when(other).changesNothing();
  });

  it.each(told)(
    'that was unknown is %s once its owner wakes up and says so',
    (_name, command, events, status) => {
      const unsure = open.and(AttemptUnknown.make({ ...attempt, code: 'OWNER_GONE' }));
      const after = unsure.when(command).gives(...events);
      expect(after.state?.contacts.get(contactId)?.status).toBe(status);
      for (const [, other] of outcomes) after.when(other).changesNothing();
    },
  );

  it('that was unknown and is settled late leaves a later attempt under way', () => {
    const later = { ...requestFor(), requestId: idOf('more'), clearanceId: idOf('later'), pointId };
    const again = ContactCleared.make({
      ...later,
      expiresAt,
      template: null,
      items,
      decision: decisionFor(items, 'allow'),
    });
    const second = {
      ...started,
      data: { ...started.data, attemptId: idOf('second'), clearanceId: idOf('later') },
    };
    const unsure = AttemptUnknown.make({ ...attempt, code: 'OWNER_GONE' });
    expect(statusAfter(cleared, started, unsure, again, second, accepted)).toBe('attempting');
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
    const later = { ...requestFor(), requestId: idOf('more'), clearanceId: idOf('later'), pointId };
    const again = ContactCleared.make({
      ...later,
      expiresAt,
      template: null,
      items,
      decision: decisionFor(items, 'allow'),
    });
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
