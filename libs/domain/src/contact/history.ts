import type { InstantText } from '@cauce/kernel';
import type { PastContact } from '../law/facts.ts';
import { type Attempt, type Contact, mayHaveArrived, type Person } from './state.ts';

const outcomeOf = (attempt: Attempt): PastContact['outcome'] => {
  if (attempt.receipt === 'delivered') return 'delivered';
  if (attempt.receipt === 'bounced') return 'bounced';
  return attempt.outcome === 'accepted' ? 'sent' : 'unknown';
};

const pastOf = (contact: Contact, now: InstantText): PastContact[] => {
  const { creditorId, channel } = contact;
  const past = contact.attempts.filter(mayHaveArrived).map(
    (attempt): PastContact => ({
      at: attempt.startedAt,
      channel,
      direction: 'out',
      outcome: outcomeOf(attempt),
      creditorId,
      debtIds: attempt.items.map(({ debtId }) => debtId),
    }),
  );
  if (contact.clearance && contact.clearance.expiresAt > now) {
    const debtIds = contact.items.map(({ debtId }) => debtId);
    past.push({
      at: contact.clearance.at,
      channel,
      direction: 'out',
      outcome: 'reserved',
      creditorId,
      debtIds,
    });
  }
  return past;
};

/**
 * The person's contacts as the law counts them at an instant: attempts that happened or may have, and clearances that
 * reserve their place until they are used or their time is over, whether or not somebody has said so. `except` leaves
 * out the reservation of the contact that is being judged anew.
 */
export const contactHistory = (person: Person, now: InstantText, except?: string): readonly PastContact[] =>
  [...person.contacts.values()].flatMap((contact) =>
    pastOf(contact.contactId === except ? { ...contact, clearance: null } : contact, now),
  );
