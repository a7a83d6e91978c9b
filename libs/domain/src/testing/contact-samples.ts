import {
  AttemptAccepted,
  AttemptStarted,
  ContactBounced,
  ContactCleared,
  ContactDelivered,
  ContactPointInvalidated,
  type NewEvent,
} from '@cauce/contracts';
import { given } from '@cauce/testing';
import type { ContactCommand } from '../contact/commands.ts';
import { contact } from '../contact/contact.ts';
import { creditorId, debtorId, decisionFor, emailAdded, idOf, registered, requestFor } from './samples.ts';

/** One contact of a registered debtor with two addresses, and what may become of it. */
export const contactId = idOf('contact');
export const requestId = idOf('contact-request');
export const clearanceId = idOf('clearance');
export const attemptId = idOf('attempt');
export const pointId = idOf('home');
export const items = [{ debtId: idOf('debt'), step: 'D+1' }];
export const key = { debtorId, creditorId, contactId };
export const attempt = { ...key, attemptId };
export const expiresAt = '2026-03-11T14:45:00.000Z';
export const receivedAt = '2026-03-11T14:40:00.000Z';

export const cleared = ContactCleared.make({
  ...requestFor(),
  clearanceId,
  expiresAt,
  pointId,
  template: null,
  items,
  decision: decisionFor(items, 'allow'),
});
export const text = {
  to: 'home@correo.example',
  subject: 'Su obligación',
  text: 'texto',
  html: '<p>texto</p>',
};
export const sending = {
  attemptId,
  clearanceId,
  pointId,
  gateway: 'memory',
  messageId: `${attemptId}.${debtorId}`,
  template: 'overdue-es',
  templateVersion: '1',
  from: { name: 'Agencia Cauce', address: 'cobranzas@cauce.example' },
  segments: 1,
  cost: null,
};
export const start: ContactCommand = { kind: 'start-attempt', contactId, ...sending, items, text };
export const started = AttemptStarted.make(
  { ...key, ...sending, channel: 'email', items },
  { personal: [{ subject: debtorId, fields: text }] },
);
export const accepted = AttemptAccepted.make({ ...attempt, providerId: 'p-1' });
export const receipt = (result: 'delivered' | 'bounced-hard' | 'bounced-soft'): ContactCommand => ({
  kind: 'receipt',
  contactId,
  attemptId,
  receiptId: 'r-1',
  result,
  code: '5.1.1',
  at: receivedAt,
});
export const delivered = ContactDelivered.make({ ...attempt, receiptId: 'r-1' }, { effectiveAt: receivedAt });
export const bounced = (hard: boolean) =>
  ContactBounced.make(
    { ...attempt, pointId, hard, code: '5.1.1', receiptId: 'r-1' },
    { effectiveAt: receivedAt },
  );
export const invalidated = ContactPointInvalidated.make({ debtorId, pointId, reason: '5.1.1' });

export const known = given(contact, registered, emailAdded('home'), emailAdded('work')).at(
  '2026-03-11T14:30:00.000Z',
);
export const statusAfter = (...events: NewEvent[]) =>
  known.and(...events).state?.contacts.get(contactId)?.status;
