import type { InstantText, Uuid } from '@cauce/kernel';
import type { ContactChannel } from '../intake/rows.ts';
import type { PastContact } from '../law/facts.ts';
import { lawAddressOf, roleOfPerson } from './reached.ts';
import { type Attempt, type Contact, type ContactItem, mayHaveArrived, type Person } from './state.ts';

const outcomeOf = (attempt: Attempt): PastContact['outcome'] => {
  if (attempt.receipt === 'delivered') return 'delivered';
  if (attempt.receipt === 'bounced') return 'bounced';
  return attempt.outcome === 'accepted' ? 'sent' : 'unknown';
};

/** What every contact with the person says of itself. */
const saidOf = (person: Person, channel: ContactChannel, pointId: Uuid | null) => {
  const role = roleOfPerson(person);
  const point = person.points.find((one) => one.pointId === pointId);
  return {
    channel,
    ...(point ? { address: lawAddressOf(point, channel) } : {}),
    ...(role === 'debtor' ? {} : { person: role }),
  };
};

const pastOf = (contact: Contact, person: Person, now: InstantText): PastContact[] => {
  const { creditorId, channel } = contact;
  const made = (at: InstantText, items: readonly ContactItem[], pointId: Uuid | null) =>
    ({
      at,
      direction: 'out',
      creditorId,
      debtIds: items.map(({ debtId }) => debtId),
      ...saidOf(person, channel, pointId),
    }) as const;
  const past = contact.attempts.filter(mayHaveArrived).map(
    (attempt): PastContact => ({
      ...made(attempt.startedAt, attempt.items, attempt.pointId),
      outcome: outcomeOf(attempt),
    }),
  );
  const { clearance } = contact;
  if (clearance && clearance.expiresAt > now)
    past.push({ ...made(clearance.at, contact.items, clearance.pointId), outcome: 'reserved' });
  return past;
};

const loggedOf = (person: Person): PastContact[] =>
  person.logged.map(({ logId: id, channel, pointId, ...told }) => ({
    id,
    ...told,
    ...saidOf(person, channel, pointId),
  }));

/** Outcomes of contacts of which it is known that the person got them. */
const REACHED: ReadonlySet<PastContact['outcome']> = new Set([
  'conversation',
  'delivered',
  'replied',
  'sent',
  'visited',
  'voicemail_message',
]);

/** Whether a creditor, or its agency, has not yet reached the person. */
export const isFirstContact = (history: readonly PastContact[], creditorId: string): boolean =>
  !history.some(
    (past) => past.direction === 'out' && past.creditorId === creditorId && REACHED.has(past.outcome),
  );

/**
 * The person's contacts as the law counts them at an instant: attempts that happened or may have, contacts that
 * somebody logged, and clearances that reserve their place until they are used or their time is over, whether or not
 * somebody has said so. `except` leaves out the reservation of the contact that is being judged anew.
 */
export const contactHistory = (person: Person, now: InstantText, except?: string): readonly PastContact[] => [
  ...loggedOf(person),
  ...[...person.contacts.values()].flatMap((contact) =>
    pastOf(contact.contactId === except ? { ...contact, clearance: null } : contact, person, now),
  ),
];
