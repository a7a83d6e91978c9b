import type { Uuid } from '@cauce/kernel';
import type { Attempt, Contact, ContactEvent, ContactStatus, Person } from './state.ts';

type EventOfType<T extends ContactEvent['type']> = Extract<ContactEvent, { type: T }>;

const registered = (
  person: Person | null,
  event: EventOfType<'DebtorRegistered' | 'DebtorChanged'>,
): Person => {
  const { debtorId, country, language, zone, digest } = event.data;
  return {
    debtorId,
    country,
    language,
    zone,
    digest,
    at: { stream: event.stream, revision: event.revision },
    points: person?.points ?? [],
    notes: person?.notes ?? [],
    advisors: person?.advisors ?? {},
    contacts: person?.contacts ?? new Map(),
    logged: person?.logged ?? [],
    answered: person?.answered ?? new Set(),
  };
};

const withContact = (person: Person, contact: Contact): Person => ({
  ...person,
  contacts: new Map(person.contacts).set(contact.contactId, contact),
});

const changed = (person: Person, contactId: Uuid, change: (contact: Contact) => Partial<Contact>): Person => {
  const contact = person.contacts.get(contactId);
  return contact ? withContact(person, { ...contact, ...change(contact) }) : person;
};

const invalidated = (person: Person, pointId: Uuid): Person => ({
  ...person,
  points: person.points.map((point) => (point.pointId === pointId ? { ...point, valid: false } : point)),
});

const decided = (
  person: Person,
  event: EventOfType<'ContactCleared' | 'ContactDeferred' | 'ContactRefused'>,
  status: ContactStatus,
): Person => {
  const { contactId, creditorId, channel, language, plannedFor, usefulUntil, requestId, items } = event.data;
  const clearance =
    event.type === 'ContactCleared'
      ? {
          clearanceId: event.data.clearanceId,
          at: event.recordedAt,
          expiresAt: event.data.expiresAt,
          pointId: event.data.pointId,
          template: event.data.template,
          saw: event.data.decision.basis.streams,
        }
      : null;
  const attempts = person.contacts.get(contactId)?.attempts ?? [];
  const contact: Contact = {
    contactId,
    creditorId,
    channel: channel as Contact['channel'],
    language,
    plannedFor,
    usefulUntil,
    status,
    items,
    clearance,
    requestId,
    attempts,
  };
  return { ...withContact(person, contact), answered: new Set(person.answered).add(requestId) };
};

const attempting = (person: Person, event: EventOfType<'AttemptStarted'>): Person => {
  const { contactId, attemptId, clearanceId, pointId, messageId, items, from } = event.data;
  const attempt: Attempt = {
    attemptId,
    clearanceId,
    pointId,
    messageId,
    startedAt: event.recordedAt,
    outcome: 'open',
    receipt: null,
    items,
    from,
    at: { stream: event.stream, revision: event.revision },
  };
  return changed(person, contactId, ({ attempts }) => ({
    status: 'attempting',
    clearance: null,
    attempts: [...attempts, attempt],
  }));
};

const attempted = (
  person: Person,
  { contactId, attemptId }: { contactId: Uuid; attemptId: Uuid },
  status: ContactStatus,
  result: Partial<Attempt>,
): Person =>
  changed(person, contactId, (contact) => {
    const attempts = contact.attempts.map((one) =>
      one.attemptId === attemptId ? { ...one, ...result } : one,
    );
    // A receipt may be written down before the outcome of the call: it says more. What the gate answered meanwhile
    // to a later request stands.
    const receipt = attempts.find((one) => one.attemptId === attemptId)?.receipt;
    const isLast = attempts.at(-1)?.attemptId === attemptId;
    const undecided = contact.status === 'attempting' || contact.status === 'unknown';
    const outcome = isLast && undecided ? status : contact.status;
    return { status: receipt ?? outcome, attempts };
  });

/** Folds an event of a person's contact stream. */
export const evolveContact = (person: Person | null, event: ContactEvent): Person | null => {
  if (event.type === 'DebtorRegistered' || event.type === 'DebtorChanged') return registered(person, event);
  if (!person) return person;
  const at = { stream: event.stream, revision: event.revision };
  switch (event.type) {
    case 'ContactPointAdded': {
      const { debtorId: _, source: __, ...point } = event.data;
      const points = person.points.filter(({ pointId }) => pointId !== point.pointId);
      return { ...person, points: [...points, { ...point, valid: true, at }] };
    }
    case 'ContactPointInvalidated':
      return invalidated(person, event.data.pointId);
    case 'AdvisorAssigned': {
      const { creditorId, advisorId, supervisorId, digest } = event.data;
      return {
        ...person,
        advisors: { ...person.advisors, [creditorId]: { advisorId, supervisorId, digest, at } },
      };
    }
    case 'PersonNoted': {
      const { debtorId: _, ...note } = event.data;
      return { ...person, notes: [...person.notes, { ...note, since: event.effectiveAt }] };
    }
    case 'PersonNoteEnded': {
      const { noteId } = event.data;
      return { ...person, notes: person.notes.filter((note) => note.noteId !== noteId) };
    }
    case 'ContactLogged': {
      const { debtorId: _, ...logged } = event.data;
      return { ...person, logged: [...person.logged, { ...logged, at: event.effectiveAt }] };
    }
    case 'ContactCleared':
      return decided(person, event, 'cleared');
    case 'ContactDeferred':
      return decided(person, event, 'deferred');
    case 'ContactRefused':
      return decided(person, event, 'refused');
    case 'ClearanceExpired':
      return changed(person, event.data.contactId, () => ({ status: 'expired', clearance: null }));
    case 'ClearanceRevoked':
      return changed(person, event.data.contactId, () => ({ status: 'revoked', clearance: null }));
    case 'ContactHeld':
      return changed(person, event.data.contactId, () => ({ status: 'held', clearance: null }));
    case 'ContactCancelled': {
      const next = changed(person, event.data.contactId, () => ({ status: 'cancelled', clearance: null }));
      return { ...next, answered: new Set(person.answered).add(event.data.requestId) };
    }
    case 'AttemptStarted':
      return attempting(person, event);
    case 'AttemptAccepted':
      return attempted(person, event.data, 'sent', { outcome: 'accepted' });
    case 'AttemptRejected':
      return attempted(person, event.data, 'failed', { outcome: 'rejected' });
    case 'AttemptNotMade':
      return attempted(person, event.data, 'failed', { outcome: 'not-made' });
    case 'AttemptUnknown':
      return attempted(person, event.data, 'unknown', { outcome: 'unknown' });
    case 'ContactDelivered':
      return attempted(person, event.data, 'delivered', { receipt: 'delivered' });
    case 'ContactBounced':
      return attempted(person, event.data, 'bounced', { receipt: 'bounced' });
    default:
      return person;
  }
};
