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
  ContactRefused,
  ContactRequested,
  ContactSuperseded,
  type NewEvent,
  type RecordedEvent,
} from '@cauce/contracts';
import { instantOfMs } from '@cauce/kernel';
import { decisionOf } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import type { Draft } from '../projection/projection.ts';
import { type ContactBody, contacts } from './contacts.ts';

const PLANNED = '2026-01-11T14:30:00.000Z';
const key = { debtorId: 'p', creditorId: 'c', contactId: 'k' };
const items = [{ debtId: 'd', step: 'D+1' }];
const request = {
  ...key,
  requestId: 'r',
  channel: 'email',
  language: 'es',
  plannedFor: PLANNED,
  usefulUntil: PLANNED,
};

const asked = (merges: string[] = [], contactId = 'k') =>
  ContactRequested.make({
    ...key,
    contactId,
    channel: 'email',
    language: 'es',
    strategy: 'standard@1',
    plannedFor: PLANNED,
    usefulUntil: PLANNED,
    items: items.map((item) => ({ ...item, anchor: '2026-01-10' })),
    merges,
  });
const cleared = ContactCleared.make({
  ...request,
  clearanceId: 'l',
  expiresAt: PLANNED,
  pointId: null,
  template: null,
  items,
  decision: decisionOf(items, 'allow', PLANNED),
});
const deferred = ContactDeferred.make({
  ...request,
  notBefore: PLANNED,
  items,
  decision: decisionOf(items, 'defer', PLANNED),
});
const refused = ContactRefused.make({ ...request, items, decision: decisionOf(items, 'block', PLANNED) });
const expired = ClearanceExpired.make({ ...key, clearanceId: 'l' });
const held = ContactHeld.make({ ...key, reason: 'NO_ADDRESS', detail: [], items });
const cancelled = ContactCancelled.make({ ...key, requestId: 'r', reason: 'NOTHING_TO_SAY', items });
const superseded = ContactSuperseded.make({ ...key, items });
const merged = asked(['k'], 'other');

const started = (attemptId: string) =>
  AttemptStarted.make({
    ...key,
    attemptId,
    clearanceId: 'l',
    pointId: 'o',
    channel: 'email',
    gateway: 'sandbox',
    messageId: 'm',
    template: 't',
    templateVersion: '1',
    from: { name: 'Agencia Cauce', address: 'cobranzas@cauce.example' },
    segments: 1,
    cost: null,
    items,
  });
const accepted = (attemptId: string) => AttemptAccepted.make({ ...key, attemptId, providerId: 'x' });
const rejected = (attemptId: string, permanent: boolean) =>
  AttemptRejected.make({ ...key, attemptId, pointId: 'o', permanent, code: '550' });
const notMade = (attemptId: string) => AttemptNotMade.make({ ...key, attemptId, code: 'STARTED_TOO_LATE' });
const unknown = (attemptId: string) => AttemptUnknown.make({ ...key, attemptId, code: 'TIMEOUT' });
const delivered = (attemptId: string) => ContactDelivered.make({ ...key, attemptId, receiptId: 'y' });
const bounced = (attemptId: string) =>
  ContactBounced.make({ ...key, attemptId, pointId: 'o', hard: true, code: '550', receiptId: 'y' });

/** The contact after events that happen a minute apart from the planned instant on. */
const after = (...events: readonly NewEvent[]): ContactBody | undefined => {
  let draft: Draft | undefined;
  for (const [revision, { type, data }] of events.entries()) {
    const at = instantOfMs(Date.parse(PLANNED) + revision * 60_000);
    const event: RecordedEvent = {
      id: 'e',
      stream: 'contact-p',
      revision,
      type,
      version: 1,
      data,
      sealed: [],
      recordedAt: at,
      effectiveAt: at,
      actor: 'policy:test',
      causationId: 'e',
      correlationId: 'e',
      prev: '',
      position: String(revision),
      hash: '',
    };
    for (const change of contacts.changes(event, {}))
      if ('id' in change && change.id === 'k') draft = change.fold(draft);
  }
  return draft?.body as ContactBody | undefined;
};

const sent = [asked(), cleared, started('1'), accepted('1')];

describe('a contact', () => {
  it.each([
    ['planned', [asked()]],
    ['cleared', [asked(), cleared]],
    ['planned', [asked(), cleared, expired]],
    ['deferred', [asked(), deferred]],
    ['refused', [asked(), refused]],
    ['merged', [asked(), deferred, merged]],
    ['cleared', [asked(), cleared, merged]],
    ['superseded', [asked(), deferred, superseded]],
    ['held', [asked(), cleared, held]],
    ['cancelled', [asked(), cleared, cancelled]],
    ['cleared', [asked(), cleared, started('1')]],
    ['planned', [asked(), cleared, started('1'), notMade('1')]],
    ['planned', [asked(), cleared, started('1'), rejected('1', false)]],
    ['bounced', [asked(), cleared, started('1'), rejected('1', true)]],
    ['held', [asked(), cleared, started('1'), rejected('1', true), cleared, held]],
    ['unknown', [asked(), cleared, started('1'), unknown('1')]],
    ['sent', sent],
    ['sent', [...sent, merged, superseded, cancelled, refused]],
    ['delivered', [...sent, delivered('1')]],
    ['delivered', [asked(), cleared, started('1'), delivered('1'), accepted('1')]],
    ['bounced', [...sent, bounced('1')]],
    ['bounced', [asked(), cleared, started('1'), bounced('1'), accepted('1')]],
    ['bounced', [...sent, bounced('1'), refused]],
    ['cleared', [...sent, bounced('1'), cleared]],
    ['sent', [...sent, bounced('1'), cleared, started('2'), accepted('2')]],
    ['delivered', [...sent, bounced('1'), cleared, started('2'), accepted('2'), delivered('2')]],
    ['sent', [...sent, bounced('1'), cleared, started('2'), accepted('2'), bounced('1')]],
  ])('is %s after %#', (status, events) => {
    expect(after(...events)?.status).toBe(status);
  });

  it('was sent when the attempt that was accepted began, however late that was known', () => {
    expect(after(...sent)?.sentAt).toBe('2026-01-11T14:32:00.000Z');
  });
});
