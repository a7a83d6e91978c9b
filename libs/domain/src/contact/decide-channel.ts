import {
  AttemptAccepted,
  AttemptNotMade,
  AttemptRejected,
  AttemptStarted,
  AttemptUnknown,
  ClearanceExpired,
  ClearanceRevoked,
  ContactBounced,
  ContactDelivered,
  ContactHeld,
  ContactPointInvalidated,
  type NewEvent,
} from '@cauce/contracts';
import type { ChannelReport } from './commands.ts';
import type { Attempt, Contact, Person } from './state.ts';

const key = (person: Person, contact: Contact) => ({
  debtorId: person.debtorId,
  creditorId: contact.creditorId,
  contactId: contact.contactId,
});

const held = (
  command: Extract<ChannelReport, { kind: 'hold' }>,
  person: Person,
  contact: Contact,
): NewEvent[] => {
  if (contact.clearance === null) return [];
  const { reason, detail } = command;
  return [
    ContactHeld.make({ ...key(person, contact), reason, detail: [...detail], items: [...contact.items] }),
  ];
};

const started = (
  command: Extract<ChannelReport, { kind: 'start-attempt' }>,
  person: Person,
  contact: Contact,
): NewEvent[] => {
  if (contact.clearance?.clearanceId !== command.clearanceId) return [];
  const { kind: _, text, contactId: __, items, ...rest } = command;
  return [
    AttemptStarted.make(
      { ...key(person, contact), ...rest, channel: contact.channel, items: [...items] },
      { personal: [{ subject: person.debtorId, fields: text }] },
    ),
  ];
};

const invalidated = (person: Person, pointId: string, reason: string): NewEvent[] =>
  person.points.some((point) => point.pointId === pointId && point.valid)
    ? [ContactPointInvalidated.make({ debtorId: person.debtorId, pointId, reason })]
    : [];

/** What nobody knew its owner may still come to say: it was only away. */
const isToBeTold = ({ outcome }: Attempt, said: ChannelReport['kind']): boolean =>
  outcome === 'open' || (outcome === 'unknown' && said !== 'unknown');

const ended = (
  command: Extract<ChannelReport, { kind: 'accepted' | 'rejected' | 'not-made' | 'unknown' }>,
  person: Person,
  contact: Contact,
  attempt: Attempt,
): NewEvent[] => {
  if (!isToBeTold(attempt, command.kind)) return [];
  const data = { ...key(person, contact), attemptId: attempt.attemptId };
  switch (command.kind) {
    case 'accepted':
      return [AttemptAccepted.make({ ...data, providerId: command.providerId })];
    case 'rejected': {
      const { permanent, code } = command;
      const { pointId } = attempt;
      const bad = permanent ? invalidated(person, pointId, code) : [];
      return [...bad, AttemptRejected.make({ ...data, pointId, permanent, code })];
    }
    case 'not-made':
      return [AttemptNotMade.make({ ...data, code: command.code })];
    case 'unknown':
      return [AttemptUnknown.make({ ...data, code: command.code })];
  }
};

const received = (
  command: Extract<ChannelReport, { kind: 'receipt' }>,
  person: Person,
  contact: Contact,
  attempt: Attempt,
): NewEvent[] => {
  if (attempt.receipt !== null) return [];
  const { receiptId, result, code, at } = command;
  const data = { ...key(person, contact), attemptId: attempt.attemptId, receiptId };
  if (result === 'delivered') return [ContactDelivered.make(data, { effectiveAt: at })];
  const { pointId } = attempt;
  const hard = result === 'bounced-hard';
  const bad = hard ? invalidated(person, pointId, code) : [];
  return [...bad, ContactBounced.make({ ...data, pointId, hard, code }, { effectiveAt: at })];
};

/** What the channel reports of a contact and its attempts; a report that was already made changes nothing. */
export const report = (command: ChannelReport, person: Person): NewEvent[] => {
  const contact = person.contacts.get(command.contactId);
  if (!contact) return [];
  if (command.kind === 'expire') {
    const { clearanceId } = command;
    if (contact.clearance?.clearanceId !== clearanceId) return [];
    return [ClearanceExpired.make({ ...key(person, contact), clearanceId })];
  }
  if (command.kind === 'revoke') {
    const { clearanceId, moved } = command;
    if (contact.clearance?.clearanceId !== clearanceId) return [];
    return [ClearanceRevoked.make({ ...key(person, contact), clearanceId, moved })];
  }
  if (command.kind === 'hold') return held(command, person, contact);
  if (command.kind === 'start-attempt') return started(command, person, contact);
  const attempt = contact.attempts.find(({ attemptId }) => attemptId === command.attemptId);
  if (!attempt) return [];
  return command.kind === 'receipt'
    ? received(command, person, contact, attempt)
    : ended(command, person, contact, attempt);
};
