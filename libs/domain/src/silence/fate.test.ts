import {
  AttemptNotMade,
  AttemptRejected,
  AttemptUnknown,
  ClearanceExpired,
  ClearanceRevoked,
  ContactCancelled,
  ContactDeferred,
  ContactHeld,
  ContactRefused,
  ContactRequested,
  ContactSuperseded,
  ItemsReplanned,
  type NewEvent,
  StepSkipped,
} from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import {
  accepted,
  attempt,
  bounced,
  cleared,
  contactId,
  delivered,
  expiresAt,
  items,
  key,
  pointId,
  requestId,
  sending,
  started,
} from '../testing/contact-samples.ts';
import { creditorId, debtorId, debtPlaced, decisionFor, idOf, requestFor } from '../testing/samples.ts';
import { evolveFate, type Fate, fateIn, type StoryEvent } from './fate.ts';

const DEBT = idOf('debt');
const AT = '2026-03-11T14:30:00.000Z';
const TOMORROW = '2026-03-12T14:30:00.000Z';
const anchored = items.map((item) => ({ ...item, anchor: '2026-03-10' }));

/** An event as it stands on the log; a request is the one that the samples answer, unless told otherwise. */
const told = (event: NewEvent, revision: number, id = requestId): StoryEvent =>
  ({ ...event, id, stream: 's', revision, recordedAt: AT }) as StoryEvent;

const request = (name = 'contact', merges: string[] = [], step = 'D+1') =>
  ContactRequested.make({
    debtorId,
    creditorId,
    contactId: idOf(name),
    channel: 'email',
    language: 'es',
    strategy: 'standard@1',
    plannedFor: AT,
    usefulUntil: TOMORROW,
    items: anchored.map((item) => ({ ...item, step })),
    merges,
  });
const deferred = ContactDeferred.make({
  ...requestFor(),
  notBefore: TOMORROW,
  items,
  decision: decisionFor(items, 'defer', TOMORROW),
});
const refused = ContactRefused.make({ ...requestFor(), items, decision: decisionFor(items, 'block') });
const replanned = ItemsReplanned.make({
  debtorId,
  creditorId,
  contactId,
  requestId,
  notBefore: TOMORROW,
  items: anchored,
});
const cancelled = (reason: string) =>
  ContactCancelled.make({ debtorId, contactId, creditorId, requestId, reason, items });
const rejected = (permanent: boolean) =>
  AttemptRejected.make({ ...attempt, pointId, permanent, code: '5.1.1' });
const skip = (reason: 'before_placement' | 'use_over', step = 'D+1') =>
  StepSkipped.make({ debtorId, creditorId, debtId: DEBT, step, anchor: '2026-03-10', reason });

const fateOf = (...events: NewEvent[]): Fate | null =>
  events
    .map((event, revision) => told(event, revision))
    .reduce<Fate | null>((fate, event) => evolveFate(fate, event, DEBT), null);

describe('what came of the last step of a debt', () => {
  it.each<[string, NewEvent[], Partial<Fate>]>([
    ['asked for', [request()], { state: 'awaiting_clearance', step: 'D+1', contactId, decision: null }],
    ['cleared', [request(), cleared], { state: 'awaiting_attempt', until: expiresAt }],
    ['deferred', [request(), deferred], { state: 'deferred', until: TOMORROW }],
    ['planned again', [request(), deferred, replanned], { state: 'deferred', until: TOMORROW }],
    ['refused', [request(), refused], { state: 'refused', decision: { stream: 's', revision: 1 } }],
    [
      'without an address',
      [request(), cleared, ContactHeld.make({ ...key, reason: 'NO_ADDRESS', detail: [], items })],
      { state: 'no_address' },
    ],
    [
      'with a text that nobody approved',
      [request(), cleared, ContactHeld.make({ ...key, reason: 'UNAPPROVED_TEMPLATE', detail: [], items })],
      { state: 'unapproved_template' },
    ],
    [
      'without a tag',
      [request(), cleared, ContactHeld.make({ ...key, reason: 'MISSING_TAG', detail: ['x'], items })],
      { state: 'missing_tag' },
    ],
    [
      'expired',
      [request(), cleared, ClearanceExpired.make({ ...key, clearanceId: sending.clearanceId })],
      { state: 'awaiting_clearance', until: null },
    ],
    [
      'revoked',
      [request(), cleared, ClearanceRevoked.make({ ...key, clearanceId: sending.clearanceId, moved: 's' })],
      { state: 'awaiting_clearance', until: null },
    ],
    ['too late', [request(), cancelled('USE_OVER')], { state: 'superseded' }],
    ['about nothing any more', [request(), cancelled('NOTHING_TO_SAY')], { state: 'cancelled' }],
    ['under way', [request(), cleared, started], { state: 'under_way', attempts: 1 }],
    ['sent', [request(), cleared, started, accepted], { state: 'contacted' }],
    ['delivered', [request(), cleared, started, delivered, accepted], { state: 'contacted' }],
    ['bounced', [request(), cleared, started, accepted, bounced(false)], { state: 'bounced' }],
    [
      'bounced before it was accepted',
      [request(), cleared, started, bounced(true), accepted],
      { state: 'bounced' },
    ],
    [
      'rejected for now',
      [request(), cleared, started, rejected(false)],
      { state: 'not_accepted', until: '2026-03-11T14:35:00.000Z' },
    ],
    [
      'rejected for good',
      [request(), cleared, started, rejected(true)],
      { state: 'not_accepted', until: AT },
    ],
    [
      'not made a second time',
      [
        request(),
        cleared,
        started,
        rejected(false),
        cleared,
        started,
        AttemptNotMade.make({ ...attempt, code: 'X' }),
      ],
      { state: 'not_accepted', until: '2026-03-11T14:45:00.000Z', attempts: 2 },
    ],
    [
      'unknown',
      [request(), cleared, started, AttemptUnknown.make({ ...attempt, code: 'X' })],
      { state: 'unknown_attempt' },
    ],
    [
      'unknown, then known',
      [request(), cleared, started, AttemptUnknown.make({ ...attempt, code: 'X' }), accepted],
      { state: 'contacted' },
    ],
    [
      'given up',
      [request(), deferred, replanned, ContactSuperseded.make({ debtorId, creditorId, contactId, items })],
      { state: 'superseded' },
    ],
    ['lost', [skip('use_over')], { state: 'superseded', step: 'D+1', contactId: null }],
    [
      'lost while deferred',
      [request(), deferred, replanned, skip('use_over')],
      { state: 'superseded', contactId },
    ],
    [
      'asked for again',
      [request(), refused, request('other', [], 'D+7')],
      { state: 'awaiting_clearance', step: 'D+7' },
    ],
  ])('%s', (_name, events, expected) => {
    expect(fateOf(...events)).toMatchObject(expected);
  });

  it('is none before the first step, and after a new placement', () => {
    expect(fateOf(skip('before_placement'))).toBeNull();
    expect(fateOf(request(), refused, debtPlaced('debt', { placement: 2 }))).toBeNull();
    expect(fateOf(request(), refused, debtPlaced('other'))).toMatchObject({ state: 'refused' });
  });

  it('leaves other debts and other contacts out', () => {
    const others = [{ debtId: idOf('other'), step: 'D+1' }];
    const judged = ContactRefused.make({
      ...requestFor('else'),
      items,
      decision: decisionFor(items, 'block'),
    });
    expect(fateOf(request(), judged)).toMatchObject({ state: 'awaiting_clearance' });
    const without = ContactRefused.make({
      ...requestFor(),
      items: others,
      decision: decisionFor(others, 'block'),
    });
    expect(fateOf(request(), without)).toMatchObject({ state: 'cancelled' });
    const attempted = { ...started, data: { ...started.data, items: others } };
    expect(fateOf(request(), cleared, attempted)).toMatchObject({ state: 'cancelled' });
  });

  it('waits for the answer to the last request, not to one that it took over', () => {
    const events = [told(request(), 0), told(request(), 1, idOf('later')), told(refused, 2)];
    const fate = events.reduce<Fate | null>((before, event) => evolveFate(before, event, DEBT), null);
    expect(fate).toMatchObject({ state: 'awaiting_clearance', requestId: idOf('later') });
  });

  it('is not asked for again while an attempt may have arrived', () => {
    expect(fateOf(request(), cleared, started, request(), cleared)).toMatchObject({ state: 'under_way' });
    expect(fateOf(request(), cleared, started, accepted, request())).toMatchObject({ state: 'contacted' });
  });
});

describe('what came of a debt’s part in one contact', () => {
  const story = (...events: NewEvent[]) => events.map((event, revision) => told(event, revision));

  it('ends where another contact takes it over', () => {
    const events = story(request(), deferred, request('next', [contactId]), refused);
    expect(fateIn(contactId, events, DEBT)).toMatchObject({ state: 'merged', contactId });
    expect(fateIn(idOf('next'), events, DEBT)).toMatchObject({ state: 'awaiting_clearance' });
  });

  it('stays what it was whatever comes of later contacts and placements', () => {
    const later = [
      request('next', [], 'D+7'),
      skip('use_over', 'D+15'),
      debtPlaced('debt', { placement: 2 }),
    ];
    expect(fateIn(contactId, story(request(), cleared, started, accepted, ...later), DEBT)).toMatchObject({
      state: 'contacted',
    });
    expect(fateIn(contactId, story(request(), deferred, skip('use_over')), DEBT)).toMatchObject({
      state: 'superseded',
    });
  });
});
